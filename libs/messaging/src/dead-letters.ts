import type { JetStreamManager } from 'nats';
import { eventHeaders, type Nats } from './nats.ts';
import { deadLetterStream, ensureDeadLetterStream } from './streams.ts';

/** A message that a consumer could not handle, with the reason and the message itself. */
export type DeadLetter = {
  id: string;
  durable: string;
  type: string;
  stream: string;
  sequence: number;
  reason: 'unparseable' | 'failed';
  error: string;
  message: string;
};

export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Lists at most this many; whoever has more has another problem first. */
const listMax = 1_000;

/** The dead letters of the platform: a stream with one subject per durable. */
export function createDeadLetters(nats: Nats) {
  let ready: Promise<void> | undefined;
  const manager = async (): Promise<JetStreamManager> => {
    const jsm = await nats.manager();
    ready ??= ensureDeadLetterStream(jsm).catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    await ready;
    return jsm;
  };
  return {
    /** Writes one; the same message of the same durable is one letter, however often it fails. */
    async add(letter: DeadLetter): Promise<void> {
      await manager();
      const msgID = `${letter.durable}:${letter.id}`;
      await nats.jetstream.publish(`dead-letters.${letter.durable}`, JSON.stringify(letter), { msgID, headers: eventHeaders(msgID, undefined) });
    },
    /** The letters of a durable, or all, oldest first, at most 1,000. `letterSequence` is what `replay` and `remove` take. */
    async list(durable?: string): Promise<(DeadLetter & { letterSequence: number })[]> {
      const jsm = await manager();
      const { state } = await jsm.streams.info(deadLetterStream);
      const letters: (DeadLetter & { letterSequence: number })[] = [];
      for (let sequence = state.first_seq; sequence <= state.last_seq && letters.length < listMax; sequence += 1) {
        const stored = await jsm.streams.getMessage(deadLetterStream, { seq: sequence }).catch(() => undefined);
        if (!stored || (durable && stored.subject !== `dead-letters.${durable}`)) continue;
        letters.push({ ...stored.json<DeadLetter>(), letterSequence: stored.seq });
      }
      return letters;
    },
    /** How many letters each of these durables has. */
    async count(durables: readonly string[]): Promise<Record<string, number>> {
      const { state } = await (await manager()).streams.info(deadLetterStream, { subjects_filter: 'dead-letters.>' });
      return Object.fromEntries(durables.map((durable) => [durable, state.subjects?.[`dead-letters.${durable}`] ?? 0]));
    },
    /**
     * Sends the original message again, under a new message id so that the broker does not drop it, then removes the letter. The event keeps its own
     * id: consumers that handled it before ignore it.
     */
    async replay(letterSequence: number): Promise<void> {
      const jsm = await manager();
      const letter = (await jsm.streams.getMessage(deadLetterStream, { seq: letterSequence })).json<DeadLetter>();
      const msgID = `replay-${letterSequence}-${letter.id}`;
      await nats.jetstream.publish(letter.type, letter.message, { msgID, headers: eventHeaders(msgID, undefined) });
      await jsm.streams.deleteMessage(deadLetterStream, letterSequence);
    },
    async remove(letterSequence: number): Promise<void> {
      await (await manager()).streams.deleteMessage(deadLetterStream, letterSequence);
    },
  };
}
