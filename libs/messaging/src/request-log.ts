import { createHash, createHmac } from 'node:crypto';
import { Schema } from 'mongoose';
import { DomainError, requireText } from '@kexie/kernel';
import { createDatabaseKey } from './database-key.ts';
import { say } from './messages.ts';
import { inTransaction, isDuplicateKey, type Mongo, type Session } from './mongo.ts';

/** `inputHash` is a keyed hash, because an input may hold a phone number, which a plain hash does not hide. */
type RequestRow = { _id: string; mutation: string; inputHash: string; resultId: string; at: Date };

const rememberDays = 30;

const schema = new Schema<RequestRow>(
  {
    _id: { type: String, required: true },
    mutation: { type: String, required: true },
    inputHash: { type: String, required: true },
    resultId: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'requests', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: rememberDays * 24 * 60 * 60 });

export type RequestLog = ReturnType<typeof createRequestLog>;

/**
 * Records by `clientMutationId` the id that a mutation created, so that a client can repeat the mutation after a lost
 * response.
 */
export function createRequestLog(mongo: Mongo) {
  const rows = mongo.model<RequestRow>('Request', schema);
  const key = createDatabaseKey(mongo, 'request-key');
  return {
    rows,
    /**
     * Runs `create` in a transaction and records the returned id for (viewer, clientMutationId) for 30 days. A
     * repetition returns that id without running `create` again. @throws DUPLICATE when the same clientMutationId is
     * used with another input or for another mutation; VALIDATION_FAILED when it is blank or longer
     * than 100 characters.
     */
    async once(
      request: { viewerId: string; mutation: string; input: { clientMutationId: string } },
      create: (session: Session) => Promise<string>,
    ): Promise<string> {
      const { mutation, input } = request;
      requireText(input.clientMutationId, 'clientMutationId', { max: 100 });
      const text = JSON.stringify(input);
      const row = {
        _id: `${request.viewerId}:${input.clientMutationId}`,
        mutation,
        inputHash: createHmac('sha256', await key())
          .update(text)
          .digest('hex'),
      };
      // rows of earlier versions, which are kept for 30 days, have the plain hash
      const plainHash = createHash('sha256').update(text).digest('hex');
      const answerAgain = (earlier: RequestRow): string => {
        const isSame = earlier.mutation === mutation && [row.inputHash, plainHash].includes(earlier.inputHash);
        if (isSame) return earlier.resultId;
        throw new DomainError('DUPLICATE', say`This clientMutationId was already used for another request.`, [
          'clientMutationId',
        ]);
      };
      try {
        return await inTransaction(mongo, async (session) => {
          const earlier = await rows.findById(row._id, null, { session }).lean<RequestRow>();
          if (earlier) return answerAgain(earlier);
          const resultId = await create(session);
          await rows.insertMany([{ ...row, resultId, at: new Date() }], { session });
          return resultId;
        });
      } catch (error) {
        // The same request arrived twice at once, and the other one was faster.
        const winner = isDuplicateKey(error) ? await rows.findById(row._id).lean<RequestRow>() : null;
        if (winner) return answerAgain(winner);
        throw error;
      }
    },
  };
}
