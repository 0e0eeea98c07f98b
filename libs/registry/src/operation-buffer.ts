import { rankOf, type Standing } from './operations.ts';

/**
 * An executed operation with its text as the client sent it. `owner` identifies the sender within its standing: the
 * subject of a token or the client of a manifest. Operations without a token have no owner, because their senders can
 * use any name.
 */
export type SeenOperation = {
  document: string;
  operationName?: string | undefined;
  client: { name: string; version: string };
  standing?: Standing;
  owner?: string;
};
type Use = { operationName: string | undefined; client: SeenOperation['client']; count: number };
type Text = { owner: string; uses: Map<string, Use> };
type Part = { texts: Map<string, Text>; owners: Map<string, number>; characters: number };

/**
 * The operations since the last flush. Each standing has its own part with bounds for texts, characters, texts of one
 * owner and clients of one text, because clients control all of these. Calls `miss` for each operation that does not
 * fit.
 */
export function createOperationBuffer(miss: (standing: Standing) => void) {
  let parts = new Map<Standing, Part>();
  return {
    add({ document, operationName, client, standing = 'anonymous', owner = '' }: SeenOperation): void {
      const part = parts.get(standing) ?? {
        texts: new Map<string, Text>(),
        owners: new Map<string, number>(),
        characters: 0,
      };
      parts.set(standing, part);
      let text = part.texts.get(document);
      if (!text) {
        const ofOwner = part.owners.get(owner) ?? 0;
        const ownerIsFull = standing === 'signed-in' && ofOwner >= signedInTextsMax;
        if (
          ownerIsFull ||
          document.length > documentLengthMax ||
          part.texts.size >= textsMax ||
          part.characters + document.length > charactersMax
        ) {
          miss(standing);
          return;
        }
        part.characters += document.length;
        part.owners.set(owner, ofOwner + 1);
        part.texts.set(document, (text = { owner, uses: new Map() }));
      }
      const key = `${operationName ?? ''}\n${client.name}\n${client.version}`;
      const use = text.uses.get(key);
      if (use) use.count += 1;
      else if (text.uses.size < usesMax) text.uses.set(key, { operationName, client, count: 1 });
    },
    /** Removes and returns all entries, one for each operation of each text, with the most trusted standing first. */
    take() {
      const taken = [...parts].sort(([a], [b]) => rankOf(b) - rankOf(a));
      parts = new Map();
      return taken.flatMap(([standing, { texts }]) =>
        [...texts].flatMap(([document, { owner, uses }]) =>
          [...Map.groupBy(uses.values(), ({ operationName }) => operationName)].map(([operationName, all]) => ({
            document,
            operationName,
            standing,
            owner,
            uses: all,
          })),
        ),
      );
    },
  };
}

const documentLengthMax = 100_000;
/** Texts of one standing. */
const textsMax = 1_000;
const charactersMax = 4_000_000;
/** Texts of one signed-in viewer. */
const signedInTextsMax = 200;
/** Clients, with their versions, of one text. */
const usesMax = 50;
