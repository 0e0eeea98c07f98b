import { DomainError, optionalText, requireText } from '@kexie/kernel';
import { answersMin, refit, requireWeights, type Answer, type Weights } from '@kexie/matchmaker';
import type { Viewer } from '@kexie/service';
import { say } from '../messages.ts';
import type { Proposal } from '../proposal/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import type { ModelRecord } from './models.ts';

type StatedWeights = { [Side in keyof Weights]: Record<keyof Weights[Side], string> };
export type AddModel = { modelVersion: string; note?: string | null | undefined } & StatedWeights;

/** Enters a version of the weights, which applies after its adoption. @throws UNAUTHENTICATED, FORBIDDEN, VALIDATION_FAILED, DUPLICATE. */
export async function addMatchingModel(deps: Deps, viewer: Viewer, input: AddModel): Promise<ModelRecord> {
  rights.addMatchingModel(viewer)({ modelVersion: null });
  const weights = requireWeights({ need: numbers(input.need), expert: numbers(input.expert) } as unknown as Weights);
  return deps.store.models.add({
    _id: versionOf(input.modelVersion),
    version: 1,
    ...weights,
    origin: 'STATED',
    basedOn: null,
    note: optionalText(input.note, 'note'),
    sides: [],
    createdAt: deps.now(),
    adoptedAt: null,
  });
}

/** Makes a version the one by which scores are computed. @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND. */
export async function adoptMatchingModel(
  deps: Deps,
  viewer: Viewer,
  { modelVersion }: { modelVersion: string },
): Promise<ModelRecord> {
  rights.adoptMatchingModel(viewer)({ modelVersion: null });
  return deps.store.models.adopt(modelVersion, deps.now());
}

/**
 * Fits the weights to the answers to proposals. The new version is adopted if it predicts later answers better.
 * @throws UNAUTHENTICATED, FORBIDDEN, VALIDATION_FAILED with fewer than 200 answers of each side, DUPLICATE.
 */
export async function refitMatchingModel(
  deps: Deps,
  viewer: Viewer,
  { modelVersion }: { modelVersion: string },
): Promise<ModelRecord> {
  rights.refitMatchingModel(viewer)({ modelVersion: null });
  const id = versionOf(modelVersion);
  const present = await deps.store.models.adopted();
  const answers = answersOf(await deps.store.proposals.answered(present._id));
  const { weights, sides } = await refit(
    { modelVersion: present._id, need: present.need, expert: present.expert },
    answers,
  );
  if (sides.length === 0)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A fit needs ${answersMin} answers of one side to proposals of the version ${present._id}; there are ${answers.length} of both sides.`,
      ['modelVersion'],
    );
  const now = deps.now();
  return deps.store.models.add({
    _id: id,
    version: 1,
    ...weights,
    origin: 'REFITTED',
    basedOn: present._id,
    note: null,
    sides,
    createdAt: now,
    adoptedAt: sides.some(({ adopted }) => adopted) ? now : null,
  });
}

function versionOf(stated: string): string {
  const version = requireText(stated, 'modelVersion', { max: 40 });
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(version))
    throw new DomainError('VALIDATION_FAILED', say`A version has lower-case letters, digits and hyphens.`, [
      'modelVersion',
    ]);
  return version;
}

function numbers(weights: Record<string, string>): Record<string, number> {
  return Object.fromEntries(Object.entries(weights).map(([factor, weight]) => [factor, Number(weight)]));
}

/** The answers of both sides. NO_CAPACITY says nothing about the fit. */
function answersOf(proposals: readonly Pick<Proposal, 'needId' | 'expertId' | 'answers' | 'features'>[]): Answer[] {
  return proposals.flatMap(({ needId, expertId, answers, features }) =>
    answers
      .filter(({ reason }) => reason !== 'NO_CAPACITY')
      .map(({ side, accepted, at }): Answer => {
        const of = side === 'ENTERPRISE' ? 'NEED' : 'EXPERT';
        return {
          side: of,
          listId: of === 'NEED' ? needId : expertId,
          answeredAt: at,
          accepted,
          values: Object.fromEntries(
            features.filter((feature) => feature.side === of).map(({ factor, value }) => [factor, value]),
          ),
        };
      }),
  );
}
