import path from 'node:path';
import { parseArgs } from 'node:util';
import { readKeys, signUserToken } from './keys.ts';
import { requireNode24 } from './node-version.ts';
import { root } from './programs.ts';

const help = `npm run token -- --role ROLE [options]: prints a development user's token for the stack of \`npm start\`.

  --role ROLE          worker, enterprise, secretary, staff, broker, analyst or administrator (may be repeated)
  --region CODE        a GB/T 2260 region for which the user works, for example 450400 (may be repeated)
  --organization ID    an organization for which the user acts (may be repeated)
  --scope NAME         a scope in addition to those that the roles imply, for example people:register:read (may be repeated)
  --sub ID             the id of the user (default dev-user)
  --hours N            how long the token is valid (default 8, at most 720)
  --data FOLDER        the stack's data folder (default .data)

  curl -H "authorization: Bearer $(npm run -s token -- --role analyst)" …`;

const hoursMax = 720;

requireNode24();
try {
  await printToken();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

async function printToken(): Promise<void> {
  const list = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      role: list,
      region: list,
      organization: list,
      scope: list,
      sub: { type: 'string', default: 'dev-user' },
      hours: { type: 'string', default: '8' },
      data: { type: 'string', default: '.data' },
    },
  });
  if (values.help) return console.log(help);
  const hours = Number(values.hours);
  if (!(hours > 0 && hours <= hoursMax))
    throw new Error(`--hours must be a number above 0 and at most ${hoursMax}, and is "${values.hours}".`);
  const file = path.join(path.resolve(root, values.data), 'keys.json');
  const keys = await readKeys(file);
  if (!keys) throw new Error(`${file} does not exist yet: \`npm start\` makes it.`);
  console.log(
    await signUserToken(keys, {
      roles: values.role,
      regions: values.region,
      organizations: values.organization,
      scopes: values.scope,
      sub: values.sub,
      hours,
    }),
  );
}
