// Uses the package in empty projects without a browser: in plain Node without Vue, in Vitest, and with the lowest Vue.
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { expectTenLinesToWork } from '../browser/expectTenLinesToWork.ts'
import { startFileServer } from '../browser/startFileServer.ts'
import { readExamples, readExample } from '../docs/readExamples.ts'
import { installedVersions } from '../project/installedVersions.ts'
import { test } from '../project/projectTest.ts'
import { whileRunning } from '../project/whileRunning.ts'

/** Returns the script of the README's command that starts the stub, with a free port. */
async function readStubCommand(): Promise<string> {
  const blocks = await readExamples('README.md')
  const [, script] = blocks.map(({ code }) => /^node -e "(.*)"$/m.exec(code)).find(Boolean) ?? []
  if (!script) throw new Error('README.md has no `node -e "…"` that starts the stub.')
  return script.replace('8866', '0')
}

test('a project without Vue installs one package, and the core gets an answer of the README’s stub', async ({
  makeProject,
}) => {
  const ask = `import { createChatStream } from 'vue-chat-stream/core'
    import 'vue-chat-stream/server'
    import 'vue-chat-stream/server/redis'
    import 'vue-chat-stream/server/testing'
    import 'vue-chat-stream/testing'
    const url = process.argv[2] + '/ai/chat/stream'
    const { outcome, parts } = await createChatStream({ url }).send('Tell me a story')
    console.log(outcome, parts[0].text.slice(0, 16))`
  const project = await makeProject({ 'ask.js': ask }, {})
  const installed = await project.run('npm', 'ls', '--all', '--parseable')
  expect(installed.trim().split('\n')).toEqual([
    project.folder,
    join(project.folder, 'node_modules/vue-chat-stream'),
  ])
  const command = [process.execPath, '-e', await readStubCommand()]
  await whileRunning(project.folder, command, async (url) => {
    const printed = await project.run(process.execPath, 'ask.js', url)
    expect(printed).toBe('complete Once upon a time\n')
  })
})

const COMPONENT_TEST = `import { mount } from '@vue/test-utils'
  import { expect, test, vi } from 'vitest'
  import { effectScope } from 'vue'
  import { textOf, useChatStream } from 'vue-chat-stream'
  import { StreamMarkdown } from 'vue-chat-stream/markdown'
  import { createFakeTransport } from 'vue-chat-stream/testing'
  import 'vue-chat-stream/markdown.css'

  test('an answer is rendered, with its formula', async () => {
    Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })
    const fake = createFakeTransport()
    const { transport } = fake
    const chat = effectScope().run(() => useChatStream({ url: '/', transport }))
    const answer = chat.send('What is new?')
    const request = await fake.next()
    await request.end('**News** about $x^2$')
    const page = mount(StreamMarkdown, { props: { text: textOf(await answer) } })
    expect(page.get('strong').text()).toBe('News')
    await vi.waitFor(() => expect(page.find('math').exists()).toBe(true), 10_000)
  })`

for (const { environment, version } of [
  { environment: 'happy-dom', version: installedVersions('happy-dom')['happy-dom'] ?? '' },
  // The last one that supports Node 20.19.
  { environment: 'jsdom', version: '^26.1.0' },
]) {
  test(`a component with a chat and Markdown can be tested with Vitest and ${environment}`, async ({
    makeProject,
  }) => {
    test.setTimeout(10 * 60_000)
    const project = await makeProject(
      { 'chat.test.js': COMPONENT_TEST },
      {
        ...installedVersions('vue', 'katex', 'vitest', 'vite', '@vue/test-utils'),
        [environment]: version,
      },
    )
    const vitest = join(project.folder, 'node_modules/.bin/vitest')
    const printed = await project.run(vitest, 'run', '--environment', environment)
    expect(printed).toContain('1 passed')
    expect(printed).not.toContain('[Vue warn]')
  })
}

test('the README’s component works with the lowest Vue that package.json allows', async ({
  page,
  makeProject,
}) => {
  test.setTimeout(10 * 60_000)
  const project = await makeProject(
    {
      'index.html': `<!doctype html><link rel="icon" href="data:," />
        <div id="app"></div><script type="module" src="/main.js"></script>`,
      'main.js': `import { createApp } from 'vue'
        import App from './App.vue'
        createApp(App).mount('#app')`,
      'App.vue': await readExample('README.md', 'vue'),
      'vite.config.js': `import vue from '@vitejs/plugin-vue'
        export default { plugins: [vue()] }`,
    },
    { vue: '3.5.0', ...installedVersions('vite', '@vitejs/plugin-vue') },
  )
  await project.run(join(project.folder, 'node_modules/.bin/vite'), 'build')
  const server = await startFileServer(join(project.folder, 'dist'))
  await expectTenLinesToWork(page, `${server.url}/index.html`)
  server.close()
})
