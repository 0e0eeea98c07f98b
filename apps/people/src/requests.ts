import { requireText } from '@kexie/kernel';
import type { Viewer } from '@kexie/service';

const clientMutationIdMax = 100;

/** A request for the request log. @throws VALIDATION_FAILED for a clientMutationId that is blank or too long. */
export function request<Input extends { clientMutationId: string }>(viewer: Viewer, mutation: string, input: Input) {
  requireText(input.clientMutationId, 'clientMutationId', { max: clientMutationIdMax });
  return { viewerId: viewer.id, mutation, input };
}
