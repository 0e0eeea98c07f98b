/** The languages of messages to people, as BCP 47 tags. */
export type Language = 'zh-CN' | 'en';

/** The language of people who state none. */
export const defaultLanguage: Language = 'zh-CN';

/** One message in every language. */
export type Message = Readonly<Record<Language, string>>;

/** Makes a message from its English text. A value that is itself a message takes part in the language of the whole. */
export type Say = (english: TemplateStringsArray, ...values: readonly (string | number | Message)[]) => Message;

/**
 * A tag for messages, which takes their Chinese text from a catalogue: say`A name has at most ${max} characters.` The key
 * is the English text with `{0}`, `{1}` … in place of the values; the Chinese text may contain these in any order. A
 * message without an entry is English in both languages; a test of the conventions finds it.
 */
export function createSay(chinese: Readonly<Record<string, string>>): Say {
  return (english, ...values) => {
    const key = english.reduce((text, part, index) => `${text}{${index - 1}}${part}`);
    return { 'zh-CN': fill(chinese[key] ?? key, values, 'zh-CN'), en: fill(key, values, 'en') };
  };
}

function fill(text: string, values: readonly (string | number | Message)[], language: Language): string {
  return text.replace(/\{(\d+)\}/g, (place, index: string) => {
    const value = values[Number(index)];
    if (value === undefined) return place;
    return typeof value === 'object' ? value[language] : String(value);
  });
}
