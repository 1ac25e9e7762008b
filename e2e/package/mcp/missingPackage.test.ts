import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const INSTALLED = ['vue', 'eventsource-parser', 'markdown-it', 'katex']

test('without the client library, mcpTools() says which package to install', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'without-mcp-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const modules = join(folder, 'node_modules')
  await mkdir(modules)
  for (const name of INSTALLED) await symlink(join(ROOT, 'node_modules', name), join(modules, name))
  for (const name of ['package.json', 'dist/tools', 'dist/chunks'])
    await cp(join(ROOT, name), join(modules, 'vue-chat-stream', name), { recursive: true })
  await writeFile(
    join(folder, 'main.mjs'),
    `import { mcpTools } from 'vue-chat-stream/tools/mcp'
    await mcpTools({ url: 'http://localhost:1/' }).catch(({ kind, message }) => console.log(kind, message))`,
  )
  const output = execFileSync(process.execPath, ['main.mjs'], { cwd: folder, encoding: 'utf8' })
  expect(output).toBe(
    'argument `mcpTools` needs the package @modelcontextprotocol/client. Install it: npm install @modelcontextprotocol/client\n',
  )
})
