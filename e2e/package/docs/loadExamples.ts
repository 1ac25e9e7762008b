import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { compileScript, parse } from 'vue/compiler-sfc'
import { makeExamplesFolder } from './examplesFolder.ts'
import { toFiles } from './toFiles.ts'
import { readExamples } from './readExamples.ts'

const RUNNABLE = ['ts', 'tsx', 'vue']

/**
 * Compiles the examples of a page, unchanged.
 *
 * @returns a function that imports an example by its name on the page, or all unnamed ones
 */
export async function loadExamples(
  page: string,
): Promise<(name?: string) => Promise<Record<string, unknown>>> {
  const examples = (await readExamples(page)).filter(({ language }) => RUNNABLE.includes(language))
  const compiled = Object.entries(toFiles(examples)).map(([name, text]) => [
    toScriptName(name),
    compile(name, text),
  ])
  const folder = await makeExamplesFolder(
    page.replace(/\.md$/, ''),
    Object.fromEntries(compiled) as Record<string, string>,
  )
  const load = (file: string): Promise<Record<string, unknown>> =>
    import(pathToFileURL(join(folder, file)).href)
  return async (name) => {
    if (name) return load(toScriptName(name))
    const unnamed = compiled.map(([file = '']) => file).filter((file) => /^\d+\.js$/.test(file))
    const modules: Record<string, unknown>[] = []
    for (const file of unnamed) modules.push(await load(file))
    return Object.assign({}, ...modules)
  }
}

function compile(name: string, text: string): string {
  const isComponent = name.endsWith('.vue')
  const source = isComponent
    ? compileScript(parse(text).descriptor, { id: name, inlineTemplate: true }).content
    : text
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
      // NestJS supports only these decorators.
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      verbatimModuleSyntax: true,
    },
  })
  // Node can't import styles.
  const script = outputText.replaceAll(/^import ['"].+\.css['"];?$/gm, '')
  return script.replaceAll(/(?<=from ['"]\.\/\w+)\.vue(?=['"])/g, '.vue.js')
}

/** `server.ts` → `server.js`, `Chat.vue` → `Chat.vue.js` */
function toScriptName(name: string): string {
  return name.endsWith('.vue') ? `${name}.js` : name.replace(/\.tsx?$/, '.js')
}
