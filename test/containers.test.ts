import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const textOf = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
const dockerfile = textOf('Dockerfile').replaceAll(/\\\n/g, ' ').split('\n');
const words = (instruction: string) =>
  dockerfile.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(/\s+/).slice(1));
const service = (parse(textOf('compose.yaml')) as { services: { xuncha: Record<string, unknown> } }).services.xuncha;

test('the image has the Node that the program brings along elsewhere', () => {
  const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
  expect(words('FROM')).toEqual([[`node:${dependencies.node}-trixie-slim`]]);
});

test('everything that the image takes from the folder is let through to the build', () => {
  const taken = [...words('COPY'), ...words('ADD')].flatMap((files) => files.slice(0, -1));
  const passed = textOf('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'));
  expect(taken).toHaveLength(3);
  for (const file of taken) expect(passed).toContain(`!${file}`);
});

test('the program runs as an ordinary user, who owns what is mounted', () => {
  expect(words('USER')).toEqual([['xuncha']]);
  const volumes = JSON.parse(words('VOLUME').flat().join(' ')) as string[];
  const mounted = (service.volumes as string[]).map((volume) => volume.split(':')[1]);
  expect(mounted).toEqual(volumes);
  for (const folder of volumes) expect(dockerfile.join('\n')).toMatch(new RegExp(`mkdir -p [^\\n]*${folder}`));
});

test('the rest of the container cannot be written to', () => {
  expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
});
