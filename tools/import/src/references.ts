import { LRUCache } from 'lru-cache';
import { isRegionCode, type Message } from '@kexie/kernel';
import type { Gateway } from './gateway.ts';
import { say } from './messages.ts';
import type { Labels, Read } from './values.ts';

/** Looks up what cells name: regions, organizations, persons, and labels of enumerations. */
export type References = {
  labels(section: string, enumeration: string): Promise<Labels>;
  region(text: string): Promise<Read<string>>;
  /** Ids by name. A text that is an id stands for itself. */
  organizations(names: readonly string[]): Promise<ReadonlyMap<string, Read<string>>>;
  persons(names: readonly string[]): Promise<ReadonlyMap<string, Read<string>>>;
};

type Found = { edges: { node: { id: string; name: string } }[] };
type Region = { code: string; name: string; fullName: string; aliases: string[] };

/** The end of the name of a region, which people leave out: 苍梧 is 苍梧县. */
const suffix = /(?<=.{2})(自治县|县|区|市|镇|乡|街道)$/;
/** Below the limits of the gateway on aliases of an operation. */
const namesPerOperation = 10;
const knownMax = 20_000;
const regionLevels = ['PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE', 'ZONE'];

/** `within`: the region whose parts may be named instead of given by code. */
export function createReferences(gateway: Gateway, { within }: { within?: string | undefined }): References {
  const labels = new Map<string, Promise<Labels>>();
  let regions: Promise<readonly Region[]> | undefined;
  return {
    labels(section, enumeration) {
      let found = labels.get(enumeration);
      if (!found) labels.set(enumeration, (found = readLabels(gateway, section, enumeration)));
      return found;
    },
    async region(text) {
      if (isRegionCode(text)) return { value: text };
      if (within === undefined)
        return { problem: say`“${text}” is not a code. Name the region that contains it with --region to use names.` };
      regions ??= readRegions(gateway, within);
      const known = await regions;
      const whole = known.filter((each) => [each.name, each.fullName, ...each.aliases].includes(text));
      const matching =
        whole.length > 0 ? whole : known.filter(({ name }) => suffix.test(name) && name.replace(suffix, '') === text);
      return only(
        text,
        matching.map(({ code }) => code),
        say`There is no region “${text}” within ${within}.`,
      );
    },
    organizations: createLookup(gateway, { prefix: 'org', field: 'searchOrganizations', noun: say`organization` }),
    persons: createLookup(gateway, { prefix: 'per', field: 'searchPersons', noun: say`person` }),
  };
}

async function readLabels(gateway: Gateway, section: string, enumeration: string): Promise<Labels> {
  const { enumerations } = await gateway.ask<{ enumerations: Record<string, { values: Labels }[]> }>(
    `query ($names: [String!]) { enumerations { ${section}(names: $names) { values { code zh: label(lang: ZH) en: label(lang: EN) } } } }`,
    { names: [enumeration] },
  );
  return enumerations[section]?.[0]?.values ?? [];
}

async function readRegions(gateway: Gateway, within: string): Promise<readonly Region[]> {
  const fields = 'code name fullName aliases';
  const parts = regionLevels
    .map((level) => `${level}: regions(parent: $within, level: ${level}) { ${fields} }`)
    .join(' ');
  const { self, ...levels } = await gateway.ask<{ self: Region | null } & Record<string, Region[]>>(
    `query ($within: ID!) { self: region(code: $within) { ${fields} } ${parts} }`,
    { within },
  );
  return [...(self ? [self] : []), ...Object.values(levels as Record<string, Region[]>).flat()];
}

/** Finds ids by exact names, several names in one operation, and keeps the results. */
function createLookup(gateway: Gateway, { prefix, field, noun }: { prefix: string; field: string; noun: Message }) {
  const known = new LRUCache<string, Read<string>>({ max: knownMax });
  return async (names: readonly string[]): Promise<ReadonlyMap<string, Read<string>>> => {
    const wanted = [...new Set(names)];
    const unknown = wanted.filter((name) => !name.startsWith(`${prefix}_`) && !known.has(name));
    for (let from = 0; from < unknown.length; from += namesPerOperation) {
      const some = unknown.slice(from, from + namesPerOperation);
      const variables = Object.fromEntries(some.map((name, index) => [`n${index}`, name.slice(0, 100)]));
      const found = await gateway.ask<Record<string, Found>>(
        `query (${some.map((_, index) => `$n${index}: String!`).join(', ')}) { ${some
          .map((_, index) => `n${index}: ${field}(text: $n${index}, first: 20) { edges { node { id name } } }`)
          .join(' ')} }`,
        variables,
      );
      for (const [index, name] of some.entries()) {
        const same = (found[`n${index}`]?.edges ?? []).filter(({ node }) => node.name.normalize('NFKC') === name);
        known.set(
          name,
          only(
            name,
            same.map(({ node }) => node.id),
            say`There is no ${noun} with the name “${name}”, or not yet.`,
          ),
        );
      }
    }
    return new Map(
      wanted.map((name) => [name, name.startsWith(`${prefix}_`) ? { value: name } : (known.get(name) as Read<string>)]),
    );
  };
}

function only(text: string, found: readonly string[], none: Message): Read<string> {
  const [first, ...others] = found;
  if (first === undefined) return { problem: none };
  if (others.length > 0)
    return { problem: say`“${text}” has several meanings; write one of ${found.slice(0, 5).join(', ')}.` };
  return { value: first };
}
