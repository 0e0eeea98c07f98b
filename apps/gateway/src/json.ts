/** Reads JSON text that came from a client: the body of a request, and `variables` and `extensions` of an address. @throws SyntaxError */
export const parseJson = (text: string): unknown => JSON.parse(text);
