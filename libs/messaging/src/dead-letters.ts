import type { JetStreamManager } from 'nats';
import type { Logger } from '@kexie/kernel';
import { deadLettersBytesMaxDefault } from './bounds.ts';
import { eventHeaders, type Nats } from './nats.ts';
import { deadLetterStream, ensureDeadLetterStream, isStreamMissing } from './streams.ts';

/**
 * A message that a consumer could not handle, with the reason and the message itself. For a long message, the letter
 * contains only the beginning, and `truncated` is true: the complete message is in `stream` at `sequence`, provided
 * that this stream was created at `streamCreated`. `messageBytes` is the length of the complete message in UTF-8.
 * Letters of earlier versions lack the last three fields.
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

/** From this share of the bound on, each new letter also logs an error. */
const alarmShare = 0.8;
/**
 * A text that takes more bytes than this as JSON is cut. The broker accepts messages of one mebibyte, and JSON may take
 * six bytes for one byte of text.
 */
const textBytesMax = 64 * 1024;
/** The number of characters of a cut text that a letter contains. */
const cutCharacters = 10_000;
const errorCharactersMax = 500;
const idCharactersMax = 200;
/** `list` returns at most this many. */
const listMax = 1_000;

type Options = { bytesMax?: number | undefined; log?: Logger };

/**
 * The dead letters of the platform: a stream with one subject for each durable name. The stream takes at most
 * `bytesMax` bytes, which must be the same in all services. When it is full, `add` rejects, and no letter is dropped.
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
  /**
   * Runs `work` on the stream. When the broker has lost its store and the stream is missing, it creates the stream and
   * runs `work` again.
   */
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
    /**
     * Writes a letter. Repeated failures of a message in one consumer are one letter. Rejects when the stream is full
     * or the broker is unavailable.
     */
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
          'the dead letters will soon fill their stream; their consumers then stand still',
        );
    },
    /**
     * The letters of one durable name, or all, oldest first, at most 1,000. `letterSequence` is the argument of
     * `replay` and `remove`.
     */
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
    /** The number of letters of each of these durable names. */
    count: (durables: readonly string[]) =>
      onStream(async (jsm): Promise<Record<string, number>> => {
        const { state } = await jsm.streams.info(deadLetterStream, { subjects_filter: 'dead-letters.>' });
        return Object.fromEntries(
          durables.map((durable) => [durable, state.subjects?.[`dead-letters.${durable}`] ?? 0]),
        );
      }),
    used,
    /** Warnings for the operator: a sentence when the stream is full or nearly full. */
    async warnings(): Promise<string[]> {
      const { bytes, bytesMax: most } = await used();
      return bytes >= alarmShare * most
        ? [
            `${deadLetterStream} takes ${bytes} of ${most} bytes. When it is full, consumers that must write a letter stand still.`,
          ]
        : [];
    },
    /**
     * Sends the original message again and then removes the letter. The message has a new message id, so that the
     * broker does not drop it as a duplicate. The event keeps its own id, so consumers that have already handled it
     * ignore it. Rejects when the letter is cut and the original message no longer exists.
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

/**
 * The complete message of a cut letter. A new stream of the same name has other messages at the same sequences, so the
 * date of creation is compared.
 */
async function original(jsm: JetStreamManager, { stream, sequence, streamCreated }: DeadLetter): Promise<Uint8Array> {
  const { created } = await jsm.streams.info(stream);
  if (created !== streamCreated)
    throw new Error(`The rest of this letter was lost with the stream ${stream} that was created at ${streamCreated}.`);
  return (await jsm.streams.getMessage(stream, { seq: sequence })).data;
}
