import { createSay } from '@kexie/kernel';

/** The messages of this library in Chinese, by their English text. */
export const say = createSay({
  'A weight is between 0 and 1.': '权重须在0与1之间。',
  'The weights of the side "{0}" must add up to 1; they add up to {1}.': '“{0}”一方的权重之和须为1，现为{1}。',
  'A round has at most {0} acceptable pairs. Raise the thresholds, or name the needs.':
    '一轮匹配最多有{0}个可接受的配对。请提高门槛，或指定需求。',
  'An id occurs twice in the round.': '本轮中有重复的标识。',
  'The step is a whole number from 1 to {0}.': '步长须为1至{0}之间的整数。',
  'A pair is frozen or forbidden twice.': '同一配对被重复锁定或禁止。',
  'This market does not list the needs of an expert.': '本市场没有列出一位专家的需求。',
  'A market has at most {0} places on the side that receives.': '接收一方最多有{0}个名额。',
  'The market does not state an id and a number of places for each agent.': '市场须为每个参与方给出标识和名额数。',
  'An id occurs twice in the market.': '市场中有重复的标识。',
  'The market does not contain both sides of a pair.': '市场不包含某个配对的双方。',
  'A chunk of the kind {0} does not have its hash.': '一个{0}类数据块与其哈希值不符。',
  'A chunk of the kind {0} has no readable records.': '一个{0}类数据块没有可读的记录。',
  'A chunk of the kind {0} has {1} records.': '一个{0}类数据块有{1}条记录。',
  'There is no kind {0} of chunks.': '没有{0}类数据块。',
  'A round has its settings exactly once.': '一轮匹配的设置须恰好出现一次。',
  'The format is {0}; this version reads {1}.': '格式为{0}；本版本读取{1}。',
  'An acceptable pair is unknown, listed twice, or has a wrong score.': '某个可接受的配对未知、重复或分数有误。',
  'The round does not contain both sides of a pair.': '本轮不包含某个配对的双方。',
});
