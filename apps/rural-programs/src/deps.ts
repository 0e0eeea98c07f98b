import type { Clock } from '@kexie/kernel';
import type { RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import type { Books } from './aggregate.ts';
import { createFacilityStore, type FacilityStore } from './facility/store.ts';
import { createRecipientStore, type RecipientStore } from './funding/recipients.ts';
import { createFundingStore, type FundingStore } from './funding/store.ts';
import { createHonourStore, type HonourStore } from './honour/store.ts';
import { createIndustryStore, type IndustryStore } from './industry/store.ts';
import { createTrainingStore, type TrainingStore } from './training/store.ts';

/** The stores of the service, one a noun. */
export type Stores = {
  trainings: TrainingStore;
  funding: FundingStore;
  recipients: RecipientStore;
  facilities: FacilityStore;
  industries: IndustryStore;
  honours: HonourStore;
};

/** What commands work with. */
export type Deps = Stores & Books & { requests: RequestLog; directory: Directory; figures: Figures; now: Clock };

export function createStores(books: Books, directory: Directory): Stores {
  return {
    trainings: createTrainingStore(books, directory),
    funding: createFundingStore(books),
    recipients: createRecipientStore(books.mongo),
    facilities: createFacilityStore(books, directory),
    industries: createIndustryStore(books),
    honours: createHonourStore(books),
  };
}
