import { currentLanguage, DomainError, type Language } from '@kexie/kernel';
import { say } from './messages.ts';
import { sharedLabels } from './shared-labels.ts';

/**
 * The labels of enumerations: by the name of the enumeration and the code of the value the Chinese label, or the Chinese and
 * the English one. Without an English label, the words of the code are one: `TERM_OVERDUE` is "term overdue".
 */
export type Labels = Readonly<Record<string, Readonly<Record<string, Label>>>>;
type Label = string | readonly [chinese: string, english: string];

type Value = { code: string; texts: Readonly<Record<Language, string>> };
const languages = { ZH: 'zh-CN', EN: 'en' } as const;

/** The resolvers of `enumerations` for the section of one service. */
export function enumerationResolvers(section: string, labels: Labels): object {
  const enumerations = Object.entries({ ...sharedLabels, ...labels } as Labels).map(([name, values]) => ({
    name,
    values: Object.entries(values).map(([code, label]): Value => ({ code, texts: textsOf(code, label) })),
  }));
  return {
    Query: { enumerations: () => ({}) },
    Enumerations: {
      [section]: (_: object, { names }: { names?: readonly string[] | null }) => {
        const unknown = names?.find((name) => !enumerations.some((each) => each.name === name));
        if (unknown !== undefined)
          throw new DomainError('NOT_FOUND', say`The service has no enumeration ${unknown}.`, ['names']);
        return names ? enumerations.filter(({ name }) => names.includes(name)) : enumerations;
      },
    },
    EnumerationValue: {
      label: ({ texts }: Value, { lang }: { lang?: keyof typeof languages | null }) =>
        texts[lang ? languages[lang] : currentLanguage()],
    },
  };
}

function textsOf(code: string, label: Label): Value['texts'] {
  const [chinese, english = code.toLowerCase().replaceAll('_', ' ')] = typeof label === 'string' ? [label] : label;
  return { 'zh-CN': chinese, en: english };
}
