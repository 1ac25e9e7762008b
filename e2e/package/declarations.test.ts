import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

const ENTRIES = ['src/index.d.ts', 'src/core/index.d.ts', 'e2e/stub-server/index.d.ts'].map(
  (path) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)),
)

it.each([
  { as: 'node16', module: ts.ModuleKind.Node16, resolution: ts.ModuleResolutionKind.Node16 },
  { as: 'bundler', module: ts.ModuleKind.ESNext, resolution: ts.ModuleResolutionKind.Bundler },
])(
  'the declarations compile for a consumer of module resolution $as who skips no library check',
  ({ module, resolution }) => {
    const program = ts.createProgram(ENTRIES, {
      module,
      moduleResolution: resolution,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: ['node'],
    })
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) =>
          `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      )
    expect(problems).toEqual([])
  },
)
