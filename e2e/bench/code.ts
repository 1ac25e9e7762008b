import type { Picker } from './random.ts'
import { NOUNS, VERBS } from './words.ts'

type WriteLine = (picker: Picker) => string

/** Generators of code lines per language. The lines need not make sense together. */
const LANGUAGES: readonly [string, readonly [WriteLine, ...WriteLine[]]][] = [
  [
    'ts',
    [
      ({ pick, between }) =>
        `const ${pick(NOUNS)} = ${pick(NOUNS)}.get(${between(1, 400)}) ?? null`,
      ({ pick }) => `if (${pick(NOUNS)} === undefined) return '${pick(VERBS)} at once'`,
      ({ pick }) => `  await ${pick(NOUNS)}.${pick(VERBS)}({ ${pick(NOUNS)}: true })`,
      ({ pick }) => `// The ${pick(NOUNS)} ${pick(VERBS)} before the ${pick(NOUNS)}.`,
      ({ pick }) => `export function ${pick(NOUNS)}Of(${pick(NOUNS)}: string): number {`,
    ],
  ],
  [
    'python',
    [
      ({ pick, between }) =>
        `${pick(NOUNS)} = [n * ${between(2, 9)} for n in range(${between(9, 99)})]`,
      ({ pick }) => `def ${pick(VERBS)}(${pick(NOUNS)}, ${pick(NOUNS)}=None):`,
      ({ pick }) => `    return {"${pick(NOUNS)}": ${pick(NOUNS)}}`,
      ({ pick }) => `    # the ${pick(NOUNS)} ${pick(VERBS)} here`,
    ],
  ],
  [
    'sql',
    [
      ({ pick }) => `SELECT ${pick(NOUNS)}_id, count(*) FROM ${pick(NOUNS)}s`,
      ({ pick, between }) => `  WHERE ${pick(NOUNS)} > ${between(1, 900)} -- ${pick(VERBS)}`,
      ({ pick }) => `  GROUP BY ${pick(NOUNS)}_id;`,
    ],
  ],
  [
    'css',
    [
      ({ pick, between }) => `.${pick(NOUNS)} { margin: ${between(0, 24)}px; color: #1d1c19; }`,
      ({ pick }) => `.${pick(NOUNS)}:hover > .${pick(NOUNS)} { display: grid; }`,
      ({ pick }) => `/* ${pick(NOUNS)} ${pick(VERBS)} */`,
    ],
  ],
  [
    'json',
    [
      ({ pick, between }) =>
        `{ "${pick(NOUNS)}": ${between(0, 9999)}, "${pick(NOUNS)}": "${pick(VERBS)}" }`,
    ],
  ],
  [
    'bash',
    [
      ({ pick, between }) =>
        `curl -N "http://localhost:${between(3000, 9000)}/${pick(NOUNS)}" | grep ${pick(VERBS)}`,
      ({ pick }) => `export ${pick(NOUNS).toUpperCase()}="$HOME/${pick(NOUNS)}"`,
    ],
  ],
]

/** Returns a fenced code block of 3 to 30 lines. */
export function writeCode(picker: Picker): string {
  const [first, ...rest] = LANGUAGES
  if (!first) throw new Error('LANGUAGES is empty.')
  const [language, lines] = picker.pick([first, ...rest])
  const body = Array.from({ length: picker.between(3, 30) }, () => picker.pick(lines)(picker))
  return ['```' + language, ...body, '```'].join('\n')
}
