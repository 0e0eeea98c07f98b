import { defaultLanguage, type Language } from '@kexie/kernel';
import { memoise, readWeighted } from './weighted.ts';

/**
 * The language of messages to a client, by its `accept-language` (RFC 9110, 12.5.4; RFC 4647, 3.4): the one with the larger
 * weight, of equal ones the one named first. A range counts by its primary subtag, so `zh-TW` is Chinese. A client that names
 * neither gets the default.
 */
export const languageOf = memoise((header): Language => {
  const [best] = [...readWeighted(header ?? '').values()]
    .flatMap(({ value, weight, position }) => {
      const language = languages.get(value.split('-', 1)[0] ?? '');
      return language !== undefined && weight > 0 ? [{ language, weight, position }] : [];
    })
    .sort((a, b) => b.weight - a.weight || a.position - b.position);
  return best?.language ?? defaultLanguage;
});

const languages = new Map<string, Language>([
  ['zh', 'zh-CN'],
  ['en', 'en'],
]);
