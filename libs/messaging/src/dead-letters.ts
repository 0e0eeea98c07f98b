import type { JetStreamManager } from 'nats';
import type { Logger } from '@kexie/kernel';
import { deadLettersBytesMaxDefault } from './bounds.ts';
import { eventHeaders, type Nats } from './nats.ts';
import { deadLetterStream, ensureDeadLetterStream, isStreamMissing } from './streams.ts';

/**
 * A message that a consumer could not handle, with the reason and the message itself. Of a long message the letter holds the beginning, and `truncated` is true:
 * the whole stands in `stream` at `sequence`, as long as that stream is the one made at `streamCreated`. `messageBytes` is the length of the whole in UTF-8.
 * Letters of earlier versions lack the last three.
 */
export type DeadLetter = {
  id: string;
  durable: string;
  type: string;
  stream: string;
  sequence: number;
  reason: 'unparseable' | 'failed';
  error: string;
  message: string;
  messageBytes?: number;
  truncated?: boolean;
  streamCreated?: string;
};

export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** From this share of the bound on, every letter is accompanied by an alarm. */
const alarmShare = 0.8;
/** A text that takes more bytes than this as JSON is cut. The broker takes messages of one mebibyte, and JSON may take six bytes for one. */
const textBytesMax = 64 * 1024;
/** How many characters of a cut text a letter holds. */
const cutCharacters = 10_000;
const errorCharactersMax = 500;
const idCharactersMax = 200;
/** `list` returns at most this many. */
const listMax = 1_000;

type Options = { bytesMax?: number | undefined; log?: Logger };

/**
 * The dead letters of the platform: a stream with one subject per durable. It takes `bytesMax` bytes, which must be the same in all services; past that `add` rejects,
 * and no letter is dropped.
 */
export function createDeadLetters(nats: Nats, { bytesMax = deadLettersBytesMaxDefault, log }: Options = {}) {
  let ready: Promise<void> | undefined;
  const manager = async (): Promise<JetStreamManager> => {
    const jsm = await nats.manager();
    ready ??= ensureDeadLetterStream(jsm, bytesMax);
    try {
      await ready;
    } catch (error) {
      ready = undefined;
      throw error;
    }
    return jsm;
  };
  /** Runs `work` on the stream, and once more when the stream is gone, because the broker has lost its store. */
  const onStream = async <T>(work: (jsm: JetStreamManager) => Promise<T>): Promise<T> => {
    try {
      return await work(await manager());
    } catch (error) {
      ready = undefined;
      if (!isStreamMissing(error)) throw error;
      return work(await manager());
    }
  };
  const used = async (): Promise<{ bytes: number; bytesMax: number }> =>
    onStream(async (jsm) => {
      const { state, config } = await jsm.streams.info(deadLetterStream);
      return { bytes: state.bytes, bytesMax: config.max_bytes };
    });
  return {
    /** Writes one; the same message of the same durable is one letter, however often it fails. Rejects when the stream is full or the broker is away. */
    async add(letter: DeadLetter): Promise<void> {
      const id = letter.id.slice(0, idCharactersMax);
      const msgID = `${letter.durable}:${id}`;
      const written = { ...letter, id, error: letter.error.slice(0, errorCharactersMax), ...fitted(letter.message) };
      await onStream(() =>
        nats.jetstream.publish(`dead-letters.${letter.durable}`, JSON.stringify(written), {
          msgID,
          headers: eventHeaders(msgID, undefined),
        }),
      );
      const share = await used().then(
        ({ bytes }) => bytes / bytesMax,
        () => 0,
      );
      if (share >= alarmShare)
        log?.error(
          { usedPercent: Math.floor(share * 100) },
          'the dead letters will soon fill their stream; then their consumers stop',
        );
    },
    /** The letters of a durable, or all, oldest first, at most 1,000. `letterSequence` is what `replay` and `remove` take. */
    list: (durable?: string) =>
      onStream(async (jsm) => {
        const { state } = await jsm.streams.info(deadLetterStream);
        const letters: (DeadLetter & { letterSequence: number })[] = [];
        for (let sequence = state.first_seq; sequence <= state.last_seq && letters.length < listMax; sequence += 1) {
          const stored = await jsm.streams.getMessage(deadLetterStream, { seq: sequence }).catch(() => undefined);
          if (!stored || (durable && stored.subject !== `dead-letters.${durable}`)) continue;
          letters.push({ ...stored.json<DeadLetter>(), letterSequence: stored.seq });
        }
        return letters;
      }),
    /** How many letters each of these durables has. */
    count: (durables: readonly string[]) =>
      onStream(async (jsm): Promise<Record<string, number>> => {
        const { state } = await jsm.streams.info(deadLetterStream, { subjects_filter: 'dead-letters.>' });
        return Object.fromEntries(
          durables.map((durable) => [durable, state.subjects?.[`dead-letters.${durable}`] ?? 0]),
        );
      }),
    used,
    /** What an operator should know: a sentence when the stream is nearly full or full. */
    async warnings(): Promise<string[]> {
      const { bytes, bytesMax: most } = await used();
      return bytes >= alarmShare * most
        ? [
            `${deadLetterStream} takes ${bytes} of ${most} bytes. When it is full, consumers with a letter to write stop.`,
          ]
        : [];
    },
    /**
     * Sends the original message again, under a new message id so that the broker does not drop it, then removes the letter. The event keeps its own
     * id: consumers that handled it before ignore it. Rejects when the letter is cut and the original is gone.
     */
    async replay(letterSequence: number): Promise<void> {
      const jsm = await manager();
      const letter = (await jsm.streams.getMessage(deadLetterStream, { seq: letterSequence })).json<DeadLetter>();
      const msgID = `replay-${letterSequence}-${letter.id}`;
      const message = letter.truncated ? await original(jsm, letter) : letter.message;
      await nats.jetstream.publish(letter.type, message, { msgID, headers: eventHeaders(msgID, undefined) });
      await jsm.streams.deleteMessage(deadLetterStream, letterSequence);
    },
    async remove(letterSequence: number): Promise<void> {
      await (await manager()).streams.deleteMessage(deadLetterStream, letterSequence);
    },
  };
}

function fitted(text: string): Pick<DeadLetter, 'message' | 'messageBytes' | 'truncated'> {
  const truncated = Buffer.byteLength(JSON.stringify(text)) > textBytesMax;
  return {
    message: truncated ? text.slice(0, cutCharacters) : text,
    messageBytes: Buffer.byteLength(text),
    ...(truncated && { truncated }),
  };
}

/** The whole message of a cut letter. Another stream of the same name has other messages under its sequences, so its date of creation is compared. */
async function original(jsm: JetStreamManager, { stream, sequence, streamCreated }: DeadLetter): Promise<Uint8Array> {
  const { created } = await jsm.streams.info(stream);
  if (created !== streamCreated)
    throw new Error(`The rest of this letter was lost with the stream ${stream} of ${streamCreated}.`);
  return (await jsm.streams.getMessage(stream, { seq: sequence })).data;
}
