/**
 * Judges simulated account-nights and prints how often the program was wrong; docs/simulation.md says what is simulated.
 *
 *     npm run simulate -- --account-nights 100000 --seed 1 [--json]
 */
import { parseArgs } from 'node:util';
import { simulate } from '../simulation/simulate.ts';

const { values } = parseArgs({
  options: {
    'account-nights': { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const accountNights = Number(values['account-nights']);
const seed = Number(values.seed);
if (!Number.isSafeInteger(accountNights) || accountNights < 1 || !Number.isSafeInteger(seed)) {
  console.error('--account-nights takes a positive whole number, --seed a whole number');
  process.exit(2);
}
const figures = await simulate(accountNights, seed);
if (values.json) console.log(JSON.stringify(figures));
else {
  const { worst, old, ...numbers } = figures;
  console.table({ ...numbers, ...old });
  for (const words of worst) console.log(words);
}
