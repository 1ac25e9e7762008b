import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))
const ENTRIES = [
  'src/index.d.ts',
  'src/core/index.d.ts',
  'src/markdown/index.d.ts',
  'src/testing/index.d.ts',
  'src/server/index.d.ts',
  'src/server/redis/index.d.ts',
  'src/server/testing/index.d.ts',
  'src/stub-server/index.d.ts',
]

test.each([
  { name: 'node16', module: ts.ModuleKind.Node16, resolution: ts.ModuleResolutionKind.Node16 },
  { name: 'bundler', module: ts.ModuleKind.ESNext, resolution: ts.ModuleResolutionKind.Bundler },
])(
  'the declarations compile for a consumer with the module resolution $name and skipLibCheck off',
  ({ module, resolution }) => {
    const program = ts.createProgram(
      ENTRIES.map((path) => DIST + path),
      {
        module,
        moduleResolution: resolution,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        types: ['node'],
      },
    )
    // Check only our declarations: those of Vue and Node take most of a minute on a busy machine.
    const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(DIST))
    const problems = ours
      .flatMap((file) => [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ])
      .map(({ file, messageText }) => [file?.fileName, messageText])
    expect(ours.length).toBeGreaterThan(ENTRIES.length)
    expect(problems).toEqual([])
  },
)
