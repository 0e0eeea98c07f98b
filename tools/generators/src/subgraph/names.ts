import type { Tree } from '@nx/devkit';
import { teamNamePattern, teamNamesReserved } from '@kexie/stack';
import { findText, readText } from './text.ts';

export type SubgraphOptions = { name: string; noun?: string; prefix?: string };

/** The names of the service, and of its kind of record, in code, GraphQL, texts and files; the templates use them. */
export type SubgraphNames = {
  name: string;
  port: number;
  noun: string;
  /** The field of the service in `enumerations`. */
  section: string;
  Plural: string;
  camel: string;
  plural: string;
  kebab: string;
  collection: string;
  words: string;
  pluralWords: string;
  PluralWords: string;
  article: string;
  Article: string;
  prefix: string;
};

export const programsFile = 'tools/stack/src/programs.ts';
export const idsFile = 'libs/kernel/src/ids.ts';
/** The list of all programs, in the order of their ports. */
export const serviceNamesPattern = /serviceNames = \[([^\]]*)\] as const/;
export const idPrefixesPattern = /export type IdPrefix =([^;]*);/;
const supergraphFile = 'tools/schema/supergraph.graphql';
const gatewayPort = 4000;
const nounPattern = /^(?=.{2,30}$)[A-Z][a-z]+([A-Z][a-z]+)*$/;
const prefixPattern = /^[a-z]{3}$/;
/** Types that the generated files use under these names. */
const nounsReserved = new Set([
  'Context',
  'Decision',
  'Deps',
  'Fact',
  'Input',
  'Loader',
  'Owner',
  'Omit',
  'Pick',
  'Record',
  'Report',
  'Resolvers',
  'Row',
  'Saved',
  'Session',
  'Store',
  'Viewer',
  'Service',
]);

/** Checks the options against the tree and derives all names. @throws Error with one sentence if an option cannot be used. */
export function namesOf(tree: Tree, { name, noun = 'Item', prefix = prefixOf(noun) }: SubgraphOptions): SubgraphNames {
  const services = listed(findText(tree, programsFile, serviceNamesPattern, 'list serviceNames'));
  requireName(tree, name, services);
  const kebab = noun.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const words = kebab.replaceAll('-', ' ');
  const Plural = pluralOf(noun);
  const pluralWords = pluralOf(words);
  const article = /^[aeiou]/.test(words) ? 'an' : 'a';
  const names = {
    name,
    port: gatewayPort + services.length,
    noun,
    section: name.replaceAll(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase()),
    Plural,
    camel: startingSmall(noun),
    plural: startingSmall(Plural),
    kebab,
    collection: pluralOf(kebab.replaceAll('-', '_')),
    words,
    pluralWords,
    PluralWords: startingLarge(pluralWords),
    article,
    Article: startingLarge(article),
    prefix,
  };
  requireNoun(tree, names);
  requirePrefix(tree, prefix);
  return names;
}

function requireName(tree: Tree, name: string, services: readonly string[]): void {
  if (!teamNamePattern.test(name))
    throw new Error(
      `"${name}" cannot name a service: lower-case words with hyphens between them, at most 40 characters, for example "science-library".`,
    );
  if (teamNamesReserved.has(name))
    throw new Error(`"${name}" cannot name a service: the broker uses this name itself.`);
  const taken = ['apps', 'libs', 'tools'].map((folder) => `${folder}/${name}`).find((folder) => tree.exists(folder));
  if (taken) throw new Error(`There is a project "${name}" already, in ${taken}.`);
  if (services.includes(name)) throw new Error(`"${name}" is listed in ${programsFile} already.`);
  if (tree.exists(`libs/events/src/${name}.ts`)) throw new Error(`libs/events/src/${name}.ts is there already.`);
}

function requireNoun(tree: Tree, { noun, Plural, camel, plural }: SubgraphNames): void {
  if (!nounPattern.test(noun))
    throw new Error(
      `"${noun}" cannot name a type: one or more words that begin with a capital, in the singular, for example LoanRequest.`,
    );
  if (nounsReserved.has(noun) || noun in globalThis || !isIdentifier(camel) || !isIdentifier(plural))
    throw new Error(`"${noun}" has a meaning in TypeScript or in the generated files: choose another --noun.`);
  const supergraph = readText(tree, supergraphFile);
  const types = [
    noun,
    `${noun}Edge`,
    `${noun}Connection`,
    `${noun}Filter`,
    `${noun}Row`,
    `${noun}Payload`,
    `Register${noun}Input`,
    `Import${Plural}Input`,
  ];
  const type = types.find((each) =>
    new RegExp(`^(type|interface|union|enum|input|scalar) ${each}\\b`, 'm').test(supergraph),
  );
  if (type) throw new Error(`The graph has a type ${type} already: choose another --noun.`);
  const roots = [...supergraph.matchAll(/^type (?:Query|Mutation)\b[^]*?^}/gm)].join('\n');
  const field = [camel, plural, `register${noun}`, `import${Plural}`].find((each) =>
    new RegExp(`^  ${each}[(:]`, 'm').test(roots),
  );
  if (field) throw new Error(`The graph has a field ${field} already: choose another --noun.`);
  const events = tree
    .children('libs/events/src')
    .find((file) => readText(tree, `libs/events/src/${file}`).includes(`const ${noun}Registered =`));
  if (events)
    throw new Error(`libs/events/src/${events} has an event ${noun}Registered already: choose another --noun.`);
}

function requirePrefix(tree: Tree, prefix: string): void {
  if (!prefixPattern.test(prefix))
    throw new Error(`"${prefix}" cannot begin an id: give three lower-case letters as --prefix.`);
  const prefixes = listed(findText(tree, idsFile, idPrefixesPattern, 'type IdPrefix').replaceAll('|', ','));
  if (prefixes.includes(prefix))
    throw new Error(`Other ids begin with "${prefix}" already: give three other letters as --prefix.`);
}

/** The first letter and the next consonants, or the next letters if there are too few consonants. */
function prefixOf(noun: string): string {
  const [first = '', ...rest] = noun.toLowerCase();
  const consonants = rest.filter((letter) => !'aeiou'.includes(letter));
  const vowels = rest.filter((letter) => 'aeiou'.includes(letter));
  return [first, ...consonants, ...vowels].slice(0, 3).join('');
}

/** The quoted texts of a list in source code. */
function listed(source: string): string[] {
  return [...source.matchAll(/'([^']+)'/g)].map(([, text = '']) => text);
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

function isIdentifier(text: string): boolean {
  try {
    new Function(`'use strict'; const ${text} = 0;`);
    return true;
  } catch {
    return false;
  }
}

const startingSmall = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const startingLarge = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
