/** The client name that the page sends to the gateway. */
export const pageClientName = 'kexie-graph-page';
