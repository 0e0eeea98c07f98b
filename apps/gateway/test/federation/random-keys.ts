import { Kind, parse, type FieldNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import type { Draw } from './random-operation.ts';
import type { Resolvers, Subgraph } from './scenario.ts';

/** A random graph, as services and as one object: `query` are its root fields with complete objects. */
export type RandomGraph = { subgraphs: Record<string, Subgraph>; query: Record<string, () => unknown> };
type Value = Record<string, unknown>;
/** The fields that a service declares on a type, and those of them that are external. */
type Declared = Map<string, { external: boolean; directive?: string }>;
type Service = {
  name: string;
  types: Map<string, Declared>;
  keys: Map<string, { fields: string; resolvable: boolean }[]>;
  roots: Map<string, string>;
  computed: Map<string, string>;
  /** whether it defines the interface as an interface object */ things: boolean;
};
/** What a service knows of an entity that it returns: how it resolved it, and the values it received. */
type Known = { __typename: string; entity: Value; received: Value | undefined; provided: readonly string[] };

const entityTypes = ['Plot', 'Farm'];
const fieldTypes: Record<string, Record<string, string>> = {
  Place: { county: 'ID!', town: 'ID!', parcel: 'ID!' },
  Mark: { code: 'ID!', kind: 'String' },
  Thing: { id: 'ID!', serial: 'ID!', title: 'String', size: 'Int!', extra: 'String', rank: 'String' },
};
for (const [index, name] of entityTypes.entries()) {
  const next = entityTypes[(index + 1) % entityTypes.length] ?? name;
  fieldTypes[name] = {
    id: 'ID!',
    serial: 'ID!',
    place: 'Place!',
    marks: '[Mark!]!',
    tags: '[String!]!',
    title: 'String',
    size: 'Int!',
    home: 'Place',
    next: `${next}!`,
    others: `[${name}!]!`,
    kin: 'Thing',
    first: 'String',
    second: 'String',
    third: 'String',
  };
}
const keyChoices = [
  'id',
  'id',
  'serial',
  'id serial',
  'place { parcel }',
  'place { county town }',
  'id place { town parcel }',
  'marks { code }',
  'tags',
  'id marks { code kind }',
  'serial place { parcel }',
  'next { id }',
  'next { serial } place { county }',
];
const requirementChoices = [
  'title',
  'size',
  'title size',
  'home { town }',
  'home { county parcel }',
  'place { town }',
  'marks { kind }',
  'next { title }',
  'next { home { parcel } size }',
  'others { title }',
  'kin { title }',
  'kin { __typename title size }',
  'kin { __typename ... on Plot { home { town } } ... on Farm { title } }',
  'tags',
  'serial',
];
/** Fields that are computed from others, and may be required by later ones. */
const computedFields = ['first', 'second', 'third'];

const entities: Record<string, Value[]> = {};
for (const type of entityTypes) entities[type] = [0, 1, 2].map((i) => entityOf(type, i));
for (const [index, type] of entityTypes.entries()) {
  const next = entities[entityTypes[(index + 1) % entityTypes.length] ?? type] ?? [];
  for (const [i, entity] of (entities[type] ?? []).entries())
    Object.assign(entity, {
      next: next[(i + 1) % 3],
      others: i === 2 ? [] : [entities[type]?.[2], entities[type]?.[i]],
      kin: i === 0 ? null : entities[entityTypes[(index + i) % 3] ?? type]?.[i],
    });
}

function entityOf(type: string, i: number): Value {
  const of = `${type.toLowerCase()}-${i}`;
  return {
    __typename: type,
    id: `id-${of}`,
    serial: `serial-${of}`,
    place: { county: `county-${of}`, town: `town-${of}`, parcel: `parcel-${of}` },
    marks: Array.from({ length: i }, (_, n) => ({ code: `code-${of}-${n}`, kind: n === 0 ? null : 'kind' })),
    tags: Array.from({ length: 2 - i }, (_, n) => `tag-${of}-${n}`),
    title: i === 1 ? null : `title of ${of}`,
    size: i,
    home: i === 2 ? null : { county: 'Cangwu', town: `home-town-${of}`, parcel: `home-parcel-${of}` },
    extra: `extra of ${of}`,
  };
}

/** Services that may or may not compose: each declares some entities, by some keys, with some fields. */
export function randomGraph(draw: Draw): RandomGraph {
  const pools = new Map(
    entityTypes.map((type) => [type, Array.from({ length: 1 + draw(2) }, () => pick(draw, keyChoices))]),
  );
  const services = ['a', 'b', 'c', 'd'].slice(0, 2 + draw(2)).map((name) => randomService(name, pools, draw));
  const requirements = new Map<string, string>();
  for (const type of entityTypes)
    for (const field of computedFields) if (draw(2) > 0) addComputed(type, field, services, requirements, draw);
  if (draw(3) === 0) addThings(services, requirements, draw);
  for (const service of services) addRoots(service, draw);
  const complete = completer(requirements);
  return {
    subgraphs: Object.fromEntries(
      services.map((service) => [service.name, { sdl: sdlOf(service), resolvers: resolversOf(service) }]),
    ),
    query: Object.fromEntries(
      services.flatMap(({ roots }) => [...roots].map(([name, type]) => [name, () => rootValue(name, type, complete)])),
    ),
  };
}

/** The first service declares most elements, the others a part of them. */
function randomService(name: string, pools: ReadonlyMap<string, readonly string[]>, draw: Draw): Service {
  const service: Service = {
    name,
    types: new Map(),
    keys: new Map(),
    roots: new Map(),
    computed: new Map(),
    things: false,
  };
  const most = name === 'a';
  for (const type of entityTypes) {
    if (!most && draw(3) === 0) continue;
    service.types.set(type, new Map());
    service.keys.set(type, []);
  }
  for (const type of implementing(service)) {
    const pool = pools.get(type) ?? [];
    for (const [index, fields] of pool.entries())
      if (index === 0 || draw(2) > 0) addKey(service, type, fields, (most && index === 0) || draw(2) > 0);
    if (draw(4) === 0) addKey(service, type, pick(draw, keyChoices), draw(1) > 0);
    for (const field of ['serial', 'place', 'marks', 'tags', 'title', 'size', 'home', 'next', 'others', 'kin']) {
      if (most ? draw(11) > 0 : draw(4) === 0)
        declare(service, type, `${field}${nestedChoice(fieldTypes[type]?.[field] ?? '', most, draw)}`, false);
    }
    if (most || service.types.get(type)?.size === 0) declare(service, type, 'id', false);
  }
  return service;
}

function addKey(service: Service, type: string, fields: string, resolvable: boolean): void {
  const known = service.keys.get(type) ?? [];
  if (known.some((key) => key.fields === fields) || !declare(service, type, fields, false)) return;
  known.push({ fields, resolvable });
}

function nestedChoice(type: string, most: boolean, draw: Draw): string {
  if (most && isValue(bare(type))) return ` { ${Object.keys(fieldTypes[bare(type)] ?? {}).join(' ')} }`;
  if (type.includes('Place'))
    return ` { ${['county', 'town', 'parcel'].filter((_, index) => draw(1) === 1 || index === 0).join(' ')} }`;
  return type.includes('Mark') ? pick(draw, [' { code }', ' { kind }', ' { code kind }']) : '';
}

/** Declares the fields of a field set, with external or internal leaves; false if a part cannot be declared in this service, or is declared otherwise. */
function declare(service: Service, type: string, fields: string, external: boolean): boolean {
  const selections = selectionsOf(fields);
  if (!canDeclare(service, type, selections, external)) return false;
  declareAll(service, type, selections, external);
  return true;
}

const isValue = (type: string): boolean => type === 'Place' || type === 'Mark';

function canDeclare(service: Service, type: string, selections: readonly SelectionNode[], external: boolean): boolean {
  if (!isValue(type) && type !== 'Thing' && !service.types.has(type)) return false;
  return selections.every((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return canDeclare(
        service,
        selection.typeCondition?.name.value ?? type,
        selection.selectionSet.selections,
        external,
      );
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return true;
    const field = selection.name.value;
    const target = bare(fieldTypes[type]?.[field] ?? '');
    const present = service.types.get(type)?.get(field);
    if (target === 'Thing' && implementing(service).length < entityTypes.length) return false;
    if (selection.selectionSet)
      return present?.external !== true && canDeclare(service, target, selection.selectionSet.selections, external);
    if (type === 'Thing')
      return implementing(service).every((each) => service.types.get(each)?.get(field)?.external !== !external);
    return (
      (present === undefined || present.external === external) &&
      (fieldTypes[target] === undefined || target === 'Thing' || service.types.has(target))
    );
  });
}

function declareAll(service: Service, type: string, selections: readonly SelectionNode[], external: boolean): void {
  const declared =
    type === 'Thing'
      ? (new Map() as Declared)
      : (service.types.get(type) ?? (service.types.set(type, new Map()).get(type) as Declared));
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      declareAll(service, selection.typeCondition?.name.value ?? type, selection.selectionSet.selections, external);
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
    const field = selection.name.value;
    if (!declared.has(field)) declared.set(field, { external: external && !selection.selectionSet });
    if (selection.selectionSet)
      declareAll(service, bare(fieldTypes[type]?.[field] ?? ''), selection.selectionSet.selections, external);
    if (type === 'Thing')
      for (const each of implementing(service))
        if (!service.types.get(each)?.has(field)) service.types.get(each)?.set(field, { external });
  }
}

const implementing = (service: Service): string[] => entityTypes.filter((type) => service.types.has(type));

function addComputed(
  type: string,
  field: string,
  services: readonly Service[],
  requirements: Map<string, string>,
  draw: Draw,
): void {
  const owners = services.filter(({ types }) => types.has(type));
  if (owners.length === 0) return;
  const owner = pick(draw, owners);
  if (draw(2) > 0 && !owner.keys.get(type)?.some(({ resolvable }) => resolvable)) return;
  const earlier = computedFields
    .slice(0, computedFields.indexOf(field))
    .filter((each) => requirements.has(`${type}.${each}`));
  const required = pick(draw, [
    ...requirementChoices,
    ...earlier,
    ...earlier,
    ...earlier.map((each) => `${each} title`),
  ]);
  if (owner.types.get(type)?.has(field) || !declare(owner, type, required, true)) return;
  owner.types.get(type)?.set(field, { external: false, directive: `@requires(fields: "${required}")` });
  owner.computed.set(`${type}.${field}`, required);
  requirements.set(`${type}.${field}`, required);
}

/** One service defines the interface as an interface object with fields of its own; another defines the interface with the same keys. */
function addThings(services: Service[], requirements: Map<string, string>, draw: Draw): void {
  const [home] = services;
  if (!home || entityTypes.some((type) => !home.types.has(type))) return;
  const fields = pick(draw, ['id', 'serial', 'id serial']).split(' ');
  for (const field of fields) if (!declare(home, 'Thing', field, false)) return;
  const keys = fields.map((each) => ({ fields: each, resolvable: true }));
  home.keys.set('Thing', keys);
  for (const type of entityTypes)
    home.keys.set(type, [...keys, ...(home.keys.get(type) ?? []).filter((key) => !fields.includes(key.fields))]);
  const service: Service = {
    name: 'things',
    types: new Map(),
    keys: new Map(),
    roots: new Map(),
    computed: new Map(),
    things: true,
  };
  service.types.set('Thing', new Map(fields.map((field) => [field, { external: false }])));
  service.keys.set(
    'Thing',
    keys.map((key) => ({ ...key, resolvable: draw(2) > 0 })),
  );
  service.types.get('Thing')?.set('extra', { external: false });
  if (draw(1) === 0 && declare(home, 'Thing', 'title', false)) {
    service.types.get('Thing')?.set('title', { external: true });
    service.types.get('Thing')?.set('rank', { external: false, directive: '@requires(fields: "title")' });
    service.computed.set('Thing.rank', 'title');
    for (const type of entityTypes) requirements.set(`${type}.rank`, 'title');
  }
  services.push(service);
}

function addRoots(service: Service, draw: Draw): void {
  const types = [
    ...[...service.types.keys()].filter((type) => !isValue(type)),
    ...(thingFields(service).length > 0 ? ['Thing'] : []),
  ];
  for (const type of types) {
    if (draw(2) === 0) service.roots.set(`${service.name}${type}s`, `[${type}!]!`);
    if (draw(3) === 0) service.roots.set(`${service.name}${type}`, type);
    if (draw(5) === 0) service.roots.set(`shared${type}s`, `[${type}!]!`);
  }
}

function sdlOf(service: Service): string {
  const keysOf = (type: string): string =>
    (service.keys.get(type) ?? [])
      .map(({ fields, resolvable }) => `@key(fields: "${fields}"${resolvable ? '' : ', resolvable: false'})`)
      .join(' ');
  const thing = thingFields(service);
  const implemented = thing.length > 0 ? 'implements Thing' : '';
  const types = [...service.types].map(([type, declared]) => {
    const fields = [...declared]
      .filter(([field]) => field !== 'kin' || thing.length > 0)
      .map(
        ([field, { external, directive = '' }]) =>
          `${field}: ${typeOf(type, field)} ${external ? '@external' : '@shareable'} ${directive}`,
      );
    return `type ${type} ${entityTypes.includes(type) ? implemented : ''} ${keysOf(type)} ${type === 'Thing' ? '@interfaceObject' : ''} { ${fields.join('\n')} }`;
  });
  if (thing.length > 0)
    types.push(
      `interface Thing ${service.things ? '' : keysOf('Thing')} { ${thing.map((field) => `${field}: ${typeOf('Thing', field)}`).join(' ')} }`,
    );
  const roots = [...service.roots].map(
    ([name, type]) => `${name}: ${type} ${name.startsWith('shared') ? '@shareable' : ''}`,
  );
  return `${roots.length > 0 ? `type Query { ${roots.join('\n')} }\n` : ''}${types.join('\n')}`;
}

const typeOf = (type: string, field: string): string => fieldTypes[type]?.[field] ?? 'String';

/** The fields of the interface in a service: those that every entity there has. */
function thingFields(service: Service): string[] {
  const types = implementing(service);
  if (types.length < entityTypes.length || service.things) return [];
  return Object.keys(fieldTypes['Thing'] ?? {}).filter((field) =>
    types.every((type) => service.types.get(type)?.has(field)),
  );
}

function resolversOf(service: Service): Resolvers {
  const resolvers: Resolvers = { Query: {} };
  for (const [name, type] of service.roots)
    Object.assign(resolvers['Query'] ?? {}, {
      [name]: () => rootValue(name, type, (entity) => known(entity, undefined)),
    });
  for (const [type, declared] of service.types) {
    if (isValue(type)) continue;
    const fields = [...declared.keys()].map((field) => [
      field,
      (source: Known) => resolveField(service, type, field, source),
    ]);
    resolvers[type] = {
      ...(Object.fromEntries(fields) as object),
      __resolveReference: (received: Value) => resolveReference(service, type, received),
    };
  }
  if (service.keys.has('Thing'))
    resolvers['Thing'] = {
      ...resolvers['Thing'],
      __resolveReference: (received: Value) => resolveReference(service, 'Thing', received),
    };
  return resolvers;
}

const known = (entity: Value, received: Value | undefined): Known => ({
  __typename: String(entity['__typename']),
  entity,
  received,
  provided: [],
});

function rootValue(name: string, type: string, give: (entity: Value) => unknown): unknown {
  const all = bare(type) === 'Thing' ? entityTypes.map((each, index) => entities[each]?.[index]) : entities[bare(type)];
  const given = (all ?? []).map((entity) => give(entity as Value));
  return type.startsWith('[') ? given : given[name.length % 3];
}

function resolveField(service: Service, type: string, field: string, { entity, received }: Known): unknown {
  const how = service.types.get(type)?.get(field);
  if (!how || how.external)
    throw new Error(`${service.name} was asked for ${type}.${field}, which it does not resolve.`);
  const required = service.computed.get(`${type}.${field}`);
  if (required === undefined) return giveOut(service, fieldTypes[type]?.[field] ?? '', entity[field]);
  const requirement = received && extract(received, selectionsOf(required));
  if (requirement === undefined)
    throw new Error(
      `${service.name} was asked for ${type}.${field} without all of "${required}": ${JSON.stringify(received)}`,
    );
  return `${field} of ${JSON.stringify(requirement)}`;
}

/** A value as the service knows it: for an object without a key only the fields that it declares and that are not external. */
function giveOut(service: Service, type: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => giveOut(service, type, item));
  if (value === null || fieldTypes[bare(type)] === undefined) return value;
  if (!isValue(bare(type))) return known(value as Value, undefined);
  return Object.fromEntries(
    [...(service.types.get(bare(type)) ?? [])].flatMap(([field, { external }]) =>
      external ? [] : [[field, (value as Value)[field]]],
    ),
  );
}

/** Finds the entity by a key that the service resolves; all parts of the key must be present. */
function resolveReference(service: Service, type: string, received: Value): Known {
  const keys = (service.keys.get(type) ?? [])
    .filter(({ resolvable }) => resolvable)
    .map(({ fields }) => selectionsOf(fields));
  const given = keys.find((key) => extract(received, key) !== undefined);
  if (!given)
    throw new Error(`${service.name} was asked for a ${type} without any of its keys: ${JSON.stringify(received)}`);
  const wanted = JSON.stringify(extract(received, given));
  const found = (type === 'Thing' ? entityTypes : [type])
    .flatMap((each) => entities[each] ?? [])
    .find((entity) => JSON.stringify(extract(entity, given)) === wanted);
  if (!found) throw new Error(`${service.name} does not know the ${type} ${wanted}.`);
  return { ...known(found, received), ...(service.things ? { __typename: type } : {}) };
}

/** The parts of an object that a field set names, in its order; undefined if one is missing. */
function extract(value: unknown, selections: readonly SelectionNode[]): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const items = value.map((item) => extract(item, selections));
    return items.includes(undefined) ? undefined : items;
  }
  if (typeof value !== 'object') return undefined;
  const parts: unknown[] = [];
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      if ((value as Value)['__typename'] === undefined) return undefined;
      if ((value as Value)['__typename'] !== selection.typeCondition?.name.value) continue;
      parts.push(extract(value, selection.selectionSet.selections));
    } else if (selection.kind === Kind.FIELD) parts.push(partOf(value as Value, selection));
  }
  return parts.includes(undefined) ? undefined : parts;
}

const partOf = (value: Value, { name, selectionSet }: FieldNode): unknown =>
  selectionSet ? extract(value[name.value], selectionSet.selections) : value[name.value];

/** Entities with their computed fields, as a single service would have them. */
function completer(requirements: ReadonlyMap<string, string>): (entity: Value) => Value {
  const completed = new Map<Value, Value>();
  const complete = (entity: Value): Value => {
    const present = completed.get(entity);
    if (present) return present;
    const whole: Value = { ...entity };
    completed.set(entity, whole);
    for (const [field, value] of Object.entries(entity)) {
      if (Array.isArray(value) ? value.some(isEntity) : isEntity(value))
        Object.defineProperty(whole, field, {
          get: () => (Array.isArray(value) ? value.map((item) => complete(item as Value)) : complete(value as Value)),
        });
    }
    for (const field of [...computedFields, 'rank']) {
      const required = requirements.get(`${String(entity['__typename'])}.${field}`);
      if (required !== undefined)
        Object.defineProperty(whole, field, {
          get: () => `${field} of ${JSON.stringify(extract(whole, selectionsOf(required)))}`,
        });
    }
    return whole;
  };
  return complete;
}

const isEntity = (value: unknown): boolean => typeof value === 'object' && value !== null && '__typename' in value;
const selectionsOf = (fields: string): readonly SelectionNode[] =>
  (parse(`{ ${fields} }`, { noLocation: true }).definitions[0] as OperationDefinitionNode).selectionSet.selections;
const bare = (type: string): string => type.replaceAll(/[[\]!]/g, '');
const pick = <T>(draw: Draw, choices: readonly T[]): T => choices[draw(choices.length - 1)] as T;
