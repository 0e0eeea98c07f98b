/** How the page names itself to the gateway, as every client does. */
export const pageClientName = 'kexie-graph-page';
