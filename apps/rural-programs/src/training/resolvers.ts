import { measure } from '@kexie/kernel';
import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import { industryOf } from '../industry/domain.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { trainedMeasure } from './domain.ts';
import { trainingStats } from './statistics.ts';

/** The resolvers of trainings and their targets. */
export function trainingResolvers(deps: Deps): Resolvers<Context> {
  const { trainings } = deps.store;
  return {
    Query: {
      trainingSession: (_, { id }, { loaders }) => loaders.training.load(id),
      trainingSessions: (_, args) => trainings.page(args),
      trainingTargets: (_, { region, year }) => trainings.targetsOf(region, year),
      trainingStats: (_, args) => trainingStats(deps.store, deps.directory, args),
    },
    Mutation: {
      setTrainingTarget: (_, { input }, { viewer }) =>
        withWarnings('target', () => commands.setTrainingTarget(deps, viewer, input)),
      scheduleTraining: (_, { input }, { viewer, loaders }) =>
        withWarnings('session', () =>
          withoutWarnings(async () => loaders.training.load(await commands.scheduleTraining(deps, viewer, input))),
        ),
      openTraining: (_, { input }, { viewer }) =>
        withWarnings('session', () => withoutWarnings(() => commands.openTraining(deps, viewer, input))),
      holdTraining: (_, { input }, { viewer }) =>
        withWarnings('session', () => withoutWarnings(() => commands.holdTraining(deps, viewer, input))),
      cancelTraining: (_, { input }, { viewer }) =>
        withWarnings('session', () => withoutWarnings(() => commands.cancelTraining(deps, viewer, input))),
      reportTraining: (_, { input }, { viewer }) =>
        withWarnings('session', () => commands.reportTraining(deps, viewer, input)),
      verifyTraining: (_, { input }, { viewer }) =>
        withWarnings('session', () => withoutWarnings(() => commands.verifyTraining(deps, viewer, input))),
      importTrainings: (_, { input }, { viewer }) =>
        payload('report', () => commands.importTrainings(deps, viewer, input)),
    },
    TrainingSession: {
      __resolveReference: (reference, { loaders }) => loaders.training.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      organizer: ({ organizerId }) => ({ id: organizerId }),
      industry: ({ industryCode }) => (industryCode === null ? null : industryOf(industryCode)),
      trainedPersons: (training) => trainedMeasure(training),
      personDays: ({ personDays }) => personDays?.toString() ?? null,
      trainers: ({ trainerIds }) => trainerIds.map((id) => ({ id })),
    },
    TrainingTarget: {
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      industry: ({ industryCode }) => (industryCode === null ? null : industryOf(industryCode)),
      persons: ({ persons }) => measure(persons, 'PERSON'),
      history: ({ history }) => history.map((earlier) => ({ ...earlier, persons: measure(earlier.persons, 'PERSON') })),
    },
    Organization: {
      trainingSessions: async ({ id }, { year }, { loaders }) =>
        (await loaders.trainingsOfOrganizer.load(id)).filter((training) => !year || training.year === year),
    },
    Person: {
      taughtTrainings: async ({ id }, { year }, { loaders }) =>
        (await loaders.trainingsOfTrainer.load(id)).filter((training) => !year || training.year === year),
    },
  };
}

/** A payload with warnings about input that was accepted. */
async function withWarnings<Name extends string, T>(name: Name, run: () => Promise<commands.WithWarnings<T>>) {
  const { result, userErrors } = await payload('result', run);
  return { [name]: result?.value ?? null, warnings: result?.warnings ?? [], userErrors } as {
    [K in Name]: T | null;
  } & { warnings: string[]; userErrors: typeof userErrors };
}

/** The result of a command that gives no warnings. */
async function withoutWarnings<T>(run: () => Promise<T>): Promise<commands.WithWarnings<T>> {
  return { value: await run(), warnings: [] };
}
