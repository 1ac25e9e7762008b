import { readFileSync } from 'node:fs'

/**
 * Returns the files that the page loads before it appears: its script, the chunks that this imports statically, and the
 * texts of one language. It uses the Chinese texts, which are larger.
 */
function firstScreen() {
  const page = readFileSync(new URL('dist-app/index.html', import.meta.url), 'utf8')
  const urls = page.matchAll(/<(?:script|link rel="modulepreload")[^>]* (?:src|href)="([^"]+)"/g)
  const scripts = [...urls].map(([, url]) => `dist-app/${url.replace(/^\.?\//, '')}`)
  return [...scripts, 'dist-app/assets/zh-CN-*.js']
}

/** Returns the files that a bundle of the composable loads at once: its entry, and what this imports statically. */
function loadedAtOnce(folder) {
  const files = new Set(['entry.js'])
  for (const file of files) {
    const code = readFileSync(
      new URL(`node_modules/.cache/${folder}/${file}`, import.meta.url),
      'utf8',
    )
    for (const [, name] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) files.add(name)
  }
  return [...files].map((file) => `node_modules/.cache/${folder}/${file}`)
}

export default [
  {
    // `useChatStream` with all that an answer of plain `{"content":"…"}` events loads, except Vue.
    name: 'useChatStream',
    path: loadedAtOnce('size'),
    gzip: true,
    // 2 % above 15,164 bytes. The code for other answers loads when one arrives.
    limit: '15467 B',
  },
  {
    // `usePinnedChatStream` with `getTransport` and `contentDialect`.
    name: 'usePinnedChatStream',
    path: loadedAtOnce('size-pinned'),
    gzip: true,
    // The bound of this entry, without slack: 11.5 kB.
    limit: '11500 B',
  },
  {
    // `useChatStream` with `defineTools`: the loop that runs tools.
    name: 'tools',
    path: loadedAtOnce('size-tools'),
    gzip: true,
    // 2 % above 18,418 bytes: tools are at most 4 kB.
    limit: '18786 B',
  },
  {
    // The JavaScript of the app's first screen.
    name: 'first-screen',
    path: firstScreen(),
    gzip: true,
    // 120 KB.
    limit: '122880 B',
  },
  {
    // `StreamMarkdown`, as the app loads it after its first screen.
    name: 'StreamMarkdown',
    path: ['StreamMarkdown', 'createMarkdownStream', 'markdown-it'].map(
      (name) => `dist-app/assets/${name}-*.js`,
    ),
    gzip: true,
    // 2 % above 60,214 bytes.
    limit: '61418 B',
  },
]
