import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { code } from '../../../src/stub-server/answers/code.ts'
import { readExample } from '../docs/readExamples.ts'
import { installedVersions } from '../project/installedVersions.ts'
import { test } from '../project/projectTest.ts'
import { expectTenLinesToWork } from './expectTenLinesToWork.ts'
import { startFileServer } from './startFileServer.ts'

const VUE_TSC = fileURLToPath(new URL('../../../node_modules/.bin/vue-tsc', import.meta.url))

/** The files that `npm create vite` creates, and those that Vite's guide adds for server-side rendering. */
const FILES = {
  'index.html': `<!doctype html>
    <html lang="en">
      <head><meta charset="UTF-8" /><link rel="icon" href="data:," /><title>app</title></head>
      <body><div id="app"></div><script type="module" src="/src/main.ts"></script></body>
    </html>`,
  'src/main.ts': `import { createApp } from 'vue'
    import App from './App.vue'
    createApp(App).mount('#app')`,
  'vite.config.ts': `import vue from '@vitejs/plugin-vue'
    import { defineConfig } from 'vite'
    export default defineConfig({
      plugins: [vue()],
      build: { rolldownOptions: { input: ['index.html', 'rendered.html', 'started.html'] } },
    })`,
  'tsconfig.json': `{
      "extends": "@vue/tsconfig/tsconfig.dom.json",
      "compilerOptions": {
        "types": ["vite/client"],
        "noUnusedLocals": true,
        "noUnusedParameters": true,
        "noEmit": true
      },
      "include": ["src"]
    }`,
  'rendered.html': `<!doctype html>
    <html lang="en">
      <head><meta charset="UTF-8" /><link rel="icon" href="data:," /><title>app</title></head>
      <body><div id="app"><!--app--></div><script type="module" src="/src/client.ts"></script></body>
    </html>`,
  'src/client.ts': `import { createSSRApp } from 'vue'
    import App from './App.vue'
    createSSRApp(App).mount('#app')`,
  'started.html': `<!doctype html>
    <html lang="en">
      <head><meta charset="UTF-8" /><link rel="icon" href="data:," /><title>app</title></head>
      <body><div id="app"></div><script type="module" src="/src/started.ts"></script></body>
    </html>`,
  'src/started.ts': `import { createApp } from 'vue'
    import './style.css'
    import App from './Started.vue'
    createApp(App).mount('#app')`,
  // One of the styles of the template that could spoil the package's elements.
  'src/style.css': `#app { text-align: center } code { display: inline-flex; padding: 4px 8px }`,
  'src/server.ts': `import { createSSRApp } from 'vue'
    import { renderToString } from 'vue/server-renderer'
    import App from './App.vue'
    console.log(await renderToString(createSSRApp(App)))`,
}

test('the components of the README and of docs/getting-started.md work unchanged in an empty Vite project, also rendered on a server @main', async ({
  page,
  makeProject,
}) => {
  test.slow()
  const project = await makeProject(
    {
      ...FILES,
      'src/App.vue': await readExample('README.md', 'vue'),
      'src/Started.vue': await readExample('docs/getting-started.md', 'App.vue'),
    },
    {
      ...installedVersions('vue', 'vite', '@vitejs/plugin-vue'),
      '@vue/tsconfig': '0.9.1',
    },
  )
  const dist = join(project.folder, 'dist')
  await test.step('it type-checks and builds', async () => {
    const bin = join(project.folder, 'node_modules/.bin')
    // Use the repository's vue-tsc, because it is large to install.
    const types = project.run(VUE_TSC, '--noEmit')
    await project.run(`${bin}/vite`, 'build')
    await project.run(`${bin}/vite`, 'build', '--ssr', 'src/server.ts', '--outDir', 'server')
    await types
  })
  const rendered = await project.run(process.execPath, 'server/server.js')
  expect(rendered).toContain('aria-label="Message"')
  const shell = await readFile(join(dist, 'rendered.html'), 'utf8')
  await writeFile(join(dist, 'rendered.html'), shell.replace('<!--app-->', rendered.trim()))

  const server = await startFileServer(dist)
  for (const name of ['index.html', 'rendered.html']) {
    await test.step(name, () => expectTenLinesToWork(page, `${server.url}/${name}`))
  }
  await test.step('the component of docs/getting-started.md renders Markdown', async () => {
    const body = `data: ${JSON.stringify({ content: code })}\n\nevent: close\ndata: {}\n\n`
    await page.route('**/ai/chat/stream?*', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body }),
    )
    await page.goto(`${server.url}/started.html`)
    await page.getByRole('textbox', { name: 'Message' }).fill('Code?')
    await page.getByRole('button', { name: 'Send' }).click()
    const lines = page.locator('pre').first().locator('.line')
    await expect(lines.nth(3)).toBeVisible()
    const [first, second] = [await lines.nth(0).boundingBox(), await lines.nth(1).boundingBox()]
    expect(second?.x).toBe(first?.x)
    expect(second?.y).toBeGreaterThan(first?.y ?? Infinity)
  })
  server.close()
})
