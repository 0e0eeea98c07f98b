import { createSay } from './language.ts';

/** The messages of this library in Chinese, by their English text. */
export const say = createSay({
  '"{0}" may have at most {1} codes.': '“{0}”最多有{1}个代码。',
  'Each code in "{0}" must be one of {1}.': '“{0}”中的每个代码须属于{1}。',
  '"{0}" must be a unified social credit code (统一社会信用代码): 18 characters, the last of which is the check character.':
    '“{0}”须为统一社会信用代码：共18位，末位为校验码。',
  '"{0}" must be a whole number from {1} to {2}.': '“{0}”须为{1}至{2}之间的整数。',
  '"first" must be between 0 and {0}; request the rest with "after".':
    '“first”须在0至{0}之间；其余部分请用“after”继续查询。',
  '"after" is not a cursor of this list.': '“after”不是这个列表的游标。',
  '"{0}" must be well-formed Unicode.': '“{0}”须为格式正确的Unicode文本。',
  '"{0}" must have {1} to {2} characters.': '“{0}”须有{1}至{2}个字符。',
});
