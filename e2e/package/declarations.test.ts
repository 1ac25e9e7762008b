import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import * as lowestTs from 'typescript-5.2'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const DIST = `${ROOT}dist/`
const ENTRIES = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'object' ? [`${ROOT}${entry.types}`] : [],
)

/** The lowest versions that package.json allows, as these tests have them installed. */
const LOWEST = { typescript: '5.2', vue: '3.5.0' }

test('the lowest versions in these tests are those of package.json', () => {
  const { typescript, vue } = manifest.peerDependencies
  expect([typescript, vue]).toEqual([`>=${LOWEST.typescript}`, `^${LOWEST.vue}`])
  expect(lowestTs.version).toMatch(new RegExp(`^${LOWEST.typescript}\\.`))
})

// The compiler's API is the same in both versions, as far as it is used here.
const lowest = lowestTs as unknown as typeof ts

test.each([
  { compiler: ts, vue: 'vue', resolution: 'Node16' as const },
  { compiler: ts, vue: 'vue', resolution: 'Bundler' as const },
  { compiler: lowest, vue: 'vue-3.5.0', resolution: 'Node16' as const },
  { compiler: lowest, vue: 'vue-3.5.0', resolution: 'Bundler' as const },
])(
  'the declarations compile with TypeScript $compiler.version, $vue, the resolution $resolution and skipLibCheck off',
  ({ compiler, vue, resolution }) => {
    const program = compiler.createProgram(ENTRIES, {
      module: compiler.ModuleKind[resolution === 'Node16' ? 'Node16' : 'ESNext'],
      moduleResolution: compiler.ModuleResolutionKind[resolution],
      target: compiler.ScriptTarget.ES2022,
      // TypeScript 5.2 knows no later library.
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: ['node'],
      paths: { vue: [`${ROOT}node_modules/${vue}/dist/vue.d.mts`] },
    })
    // Check only our declarations: those of Vue and Node take most of a minute on a busy machine.
    const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(DIST))
    const problems = ours
      .flatMap((file) => [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ])
      .map(({ file, messageText }) => [file?.fileName, messageText])
    expect(ours.length).toBeGreaterThan(ENTRIES.length)
    expect(program.getSourceFiles().some(({ fileName }) => fileName.includes(`/${vue}/`))).toBe(
      true,
    )
    expect(problems).toEqual([])
  },
)
