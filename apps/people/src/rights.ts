import { defineRights } from '@kexie/service';

/** Who may run which mutation, and where the records lie that the input names. */
export const rights = defineRights({
  importPeopleFigures: { roles: ['staff'], within: { regionCode: 'region' } },
});
