import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchOf, searchKeysOf, sortKeyOf, wantedOf, type Bearer } from './pinyin.ts';

const sorted = (names: readonly string[], bearer?: Bearer) =>
  names
    .map((name) => [sortKeyOf(name, bearer), name] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name);

/** Whether one of the keys of these names begins with the text, as a whole name or as its sound. */
const begins = (text: string, name: string, bearer?: Bearer) => {
  const { text: written, sound } = wantedOf(text);
  return searchKeysOf({ names: [name] }, bearer).some(
    (key) => key.startsWith(`n${written}`) || key.startsWith(`s${sound}`),
  );
};
const found = (text: string, name: string, bearer?: Bearer) => {
  const match = matchOf(wantedOf(text), [{ field: 'NAME', text: name, isName: true }], bearer);
  return match && match.text.slice(match.start, match.start + match.length);
};

describe('the sort key', () => {
  test('orders names by pinyin, syllable by syllable, and a name before those that begin with it', () => {
    expect(sorted(['梧州市', '重庆', '长沙', '藤县', '梧州', '岑溪', '先', '西安'])).toEqual([
      '岑溪',
      '长沙',
      '重庆',
      '藤县',
      '梧州',
      '梧州市',
      '西安',
      '先',
    ]);
  });

  test('compares tones after all syllables, and code points after the tones', () => {
    expect(sorted(['李丽', '李莉', '李力', '丽丽', '李里'])).toEqual(['李里', '李丽', '李力', '李莉', '丽丽']);
    expect(sorted(['马一', '妈一', '马二', '妈二'])).toEqual(['妈二', '马二', '妈一', '马一']);
  });

  test('gives the first characters of a person their reading as a surname, and no others', () => {
    expect(sorted(['单晓明', '仇和', '曾国藩', '丁一', '查良镛', '区大伟'], 'PERSON')).toEqual([
      '丁一',
      '区大伟',
      '仇和',
      '单晓明',
      '曾国藩',
      '查良镛',
    ]);
    expect(sortKeyOf('曾国藩')).not.toBe(sortKeyOf('曾国藩', 'PERSON'));
    expect(sortKeyOf('李曾', 'PERSON')).toBe(sortKeyOf('李曾'));
  });

  test('places ü after u and before the longer syllables: lu, lü, luan, lüe, lun', () => {
    expect(sorted(['论', '略', '乱', '吕', '陆'])).toEqual(['陆', '吕', '乱', '略', '论']);
  });

  test('folds width and case of Latin letters and digits, which sort among the syllables', () => {
    expect(sorted(['鹅', 'Ｅ站', 'e站', 'E站', '2号', '饿站', 'EA', 'É站'])).toEqual([
      '2号',
      '鹅',
      'E站',
      'e站',
      'É站',
      'Ｅ站',
      '饿站',
      'EA',
    ]);
  });
});

describe('the search keys', () => {
  test('find a name by itself, its pinyin with and without spaces, tones and the last letters, and its initials', () => {
    for (const text of [
      '梧州科协',
      'wuzhou kexie',
      'WuzhouKexie',
      'wuzh',
      'wúzhōu kēxié',
      'wu’zhou',
      'wzkx',
      'ＷＺ',
      '梧 州',
    ])
      expect([text, begins(text, '梧州科协')]).toEqual([text, true]);
    for (const text of ['uzhou', 'kexie', 'wkx', '五洲', '梧州市'])
      expect([text, begins(text, '梧州科协')]).toEqual([text, false]);
  });

  test('read a character with several readings as in its word, and a surname as such', () => {
    for (const [text, name, bearer] of [
      ['chongqing', '重庆市科协', 'THING'],
      ['zhongxing', '重型机械厂', 'THING'],
      ['yinhang', '银行', 'THING'],
      ['changsha', '长沙', 'THING'],
      ['xiaozhang', '校长', 'THING'],
      ['shanxiaoming', '单晓明', 'PERSON'],
      ['zengguo', '曾国藩', 'PERSON'],
      ['qh', '仇和', 'PERSON'],
      ['ouyangxiu', '欧阳修', 'PERSON'],
    ] as const)
      expect([text, begins(text, name, bearer)]).toEqual([text, true]);
    expect(begins('dan', '单晓明', 'PERSON')).toBe(false);
    expect(begins('zhongqing', '重庆市科协')).toBe(false);
  });

  test('write ü as v and as u, and find it by ü', () => {
    for (const text of ['lvse', 'luse', 'lüse', 'lǜsè'])
      expect([text, begins(text, '绿色农业协会')]).toEqual([text, true]);
    expect(begins('lvbuwei', '吕不韦', 'PERSON') && begins('lubuwei', '吕不韦', 'PERSON')).toBe(true);
  });

  test('find traditional characters by their pinyin, and names with Latin letters, digits, full width and rare characters', () => {
    expect(begins('longxuqu', '龍圩區科協') && begins('lxqkx', '龍圩區科協')).toBe(true);
    expect(begins('kepuezhan2hao', '科普Ｅ站（2号）') && begins('kpez2h', '科普Ｅ站（2号）')).toBe(true);
    expect(begins('muller', 'Müller公司') && begins('müllergongsi', 'Müller公司')).toBe(true);
    expect(begins('𠮷yejia', '𠮷野家')).toBe(true);
  });

  test('have at most 100 characters in a part, and are none for a name without letters', () => {
    const keys = searchKeysOf({ names: [null, '', '（——）'], texts: [null, '。'] });
    expect(keys).toEqual([]);
    const long = searchKeysOf({ names: ['协'.repeat(100)] });
    expect(Math.max(...long.filter((key) => key.startsWith('p')).map((key) => key.length))).toBe(101);
  });

  test('hold every part of a text, and no sound of it', () => {
    expect(searchKeysOf({ names: [], texts: ['低碳 AI'] })).toEqual(['p低碳ai', 'p碳ai', 'pai', 'pi']);
  });
});

describe('the match', () => {
  test('is the part of the original text, with the characters that the search skips', () => {
    expect(found('wuzhou', '广西梧州市科协')).toBe('梧州');
    expect(found('zhouk', '梧州（市）科协')).toBe(null);
    expect(found('zhoushik', '梧州（市）科协')).toBe('州（市）科');
    expect(found('wzkx', '梧州科协')).toBe('梧州科协');
    expect(found('𠮷野', 'A𠮷野家')).toBe('𠮷野');
    expect(found('e站(示', '科普Ｅ站（示范）')).toBe('Ｅ站（示');
    expect(found('zeng', '曾国藩', 'PERSON')).toBe('曾');
    expect(found('不存在', '梧州科协')).toBe(null);
  });

  test('is in the best field: a whole name, a beginning, a sound, then any part', () => {
    const fields = [
      { field: 'NAME', text: '广西梧州科协', isName: true },
      { field: 'SHORT_NAME', text: null, isName: true },
      { field: 'ALIAS', text: '梧州科协联合会', isName: true },
      { field: 'ALIAS', text: '梧州科协', isName: true },
      { field: 'DIRECTION', text: '研究梧桐', isName: false },
    ] as const;
    const best = (text: string) => matchOf(wantedOf(text), fields);
    expect(best('梧州科协')).toEqual({ field: 'ALIAS', text: '梧州科协', start: 0, length: 4 });
    expect(best('梧州')).toMatchObject({ field: 'ALIAS', text: '梧州科协联合会', start: 0, length: 2 });
    expect(best('gxwz')).toMatchObject({ field: 'NAME', start: 0, length: 4 });
    expect(best('wzkx')).toMatchObject({ field: 'ALIAS', start: 0, length: 4 });
    expect(best('西梧')).toMatchObject({ field: 'NAME', start: 1, length: 2 });
    expect(best('梧桐')).toEqual({ field: 'DIRECTION', text: '研究梧桐', start: 2, length: 2 });
    expect(best('yanjiu')).toBe(null);
  });
});

test('a record has a match exactly when one of its keys begins with the text, and the match is a part of its field', () => {
  const characters = ['梧', '州', '吕', '重', '庆', '單', 'E', 'ü', 'É', 'v', '1', '（', ' ', '𠮷', '㎏', 'ﬁ', '-'];
  const texts = fc.array(fc.constantFrom(...characters), { maxLength: 6 }).map((parts) => parts.join(''));
  const typed = fc.array(fc.constantFrom(...characters, 'w', 'u', 'zhou', 'l', 'c', 'e', 'g', 'f'), { maxLength: 4 });
  const bearers = fc.constantFrom<Bearer>('PERSON', 'THING');
  fc.assert(
    fc.property(texts, texts, typed, bearers, (name, direction, parts, bearer) => {
      const wanted = wantedOf(parts.join(''));
      fc.pre(wanted.text !== '');
      const { text, sound, hasHan } = wanted;
      const beginnings = [`n${text}`, ...(hasHan ? [`p${text}`] : [`s${sound}`, `p${sound}`])];
      const keys = searchKeysOf({ names: [name], texts: [direction] }, bearer);
      const fields = [
        { field: 'NAME', text: name, isName: true },
        { field: 'DIRECTION', text: direction, isName: false },
      ];
      const match = matchOf(wanted, fields, bearer);
      expect(match !== null).toBe(keys.some((key) => beginnings.some((beginning) => key.startsWith(beginning))));
      if (!match) return;
      expect(match.text).toBe(match.field === 'NAME' ? name : direction);
      expect(match.start >= 0 && match.length > 0 && match.start + match.length <= match.text.length).toBe(true);
      expect(match.text.slice(match.start, match.start + match.length).isWellFormed()).toBe(true);
    }),
    // 𠮷 has no reading, so it stands for its own sound
    { numRuns: 3_000, examples: [['梧梧𠮷', '', ['w', '𠮷'], 'PERSON']] },
  );
});
