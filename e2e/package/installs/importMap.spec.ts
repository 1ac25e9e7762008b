// A page without a bundler: an import map, and the files of the package as they are.
import ts from 'typescript'
import { compileScript, parse } from 'vue/compiler-sfc'
import { startFileServer } from '../browser/startFileServer.ts'
import { expectTenLinesToWork } from '../browser/expectTenLinesToWork.ts'
import { readExample } from '../docs/readExamples.ts'
import { installedVersions } from '../project/installedVersions.ts'
import { test } from '../project/projectTest.ts'
import { expectMarkdown } from './expectMarkdown.ts'
import { serveInstalled } from './installedFiles.ts'

/** Compiles a component as a build does, to a module that imports only `vue` and what the component imports. */
function compile(component: string): string {
  const { descriptor } = parse(component)
  const { content } = compileScript(descriptor, { id: 'app', inlineTemplate: true })
  return ts.transpile(content, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext })
}

const withoutStyles = (html: string) => html.replace(/<link[^>]*katex[^>]*>/, '')
const withoutKatex = (html: string) => withoutStyles(html).replace(/^.*"katex".*\n/m, '')

test('the page of docs/getting-started.md and the README’s component work with an import map @main', async ({
  page,
  makeProject,
}) => {
  const html = (await readExample('docs/getting-started.md', 'page.html')).replace(
    '<meta charset',
    '<link rel="icon" href="data:," /><meta charset',
  )
  const component = compile(await readExample('README.md', 'vue'))
  const readme = `import { createApp } from 'vue'
    import App from './App.js'
    createApp(App).mount('#app')`
  const project = await makeProject(
    {
      'page.html': html,
      'withoutStyles.html': withoutStyles(html),
      'withoutKatex.html': withoutKatex(html),
      'App.js': component,
      'readme.html': html.replace(
        /<div id="app">.*/s,
        `<div id="app"></div><script type="module">${readme}</script>`,
      ),
    },
    installedVersions('vue', 'katex'),
  )
  await serveInstalled(page, project)
  const server = await startFileServer(project.folder)
  const open = (name: string, formula: '.katex-html' | 'math' | 'code') =>
    test.step(name, () => expectMarkdown(page, `${server.url}/${name}.html`, formula))
  await open('page', '.katex-html')
  await open('withoutStyles', 'math')
  await open('withoutKatex', 'code')
  await test.step('readme', () => expectTenLinesToWork(page, `${server.url}/readme.html`))
  server.close()
})
