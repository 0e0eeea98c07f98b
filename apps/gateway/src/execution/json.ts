/** The JSON text of a string. Most strings are short and need no escape, and checking that is cheaper than calling `JSON.stringify`. */
export function quoted(value: string): string {
  if (value.length > shortString) return JSON.stringify(value);
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff))
      return JSON.stringify(value);
  }
  return `"${value}"`;
}

const shortString = 48;
