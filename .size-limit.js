import { readFileSync } from 'node:fs'

/**
 * What the page loads before it shows itself: its script, the chunks that this imports at once, and the texts of
 * one language, of which the Chinese ones weigh more.
 */
function firstScreen() {
  const page = readFileSync(new URL('dist-app/index.html', import.meta.url), 'utf8')
  const addresses = page.matchAll(
    /<(?:script|link rel="modulepreload")[^>]* (?:src|href)="([^"]+)"/g,
  )
  const scripts = [...addresses].map(([, address]) => `dist-app/${address.replace(/^\.?\//, '')}`)
  return [...scripts, 'dist-app/assets/zh-CN-*.js']
}

export default [
  {
    name: 'useChatStream with everything that it imports, except Vue',
    path: 'node_modules/.cache/size/weighed.js',
    gzip: true,
    // The aim is 12,288 bytes; this is what it weighs with all nine dialects and four transports.
    limit: '14080 B',
  },
  {
    name: 'usePinnedChatStream with `getTransport` and `contentDialect`',
    path: 'node_modules/.cache/size-pinned/weighed.js',
    gzip: true,
    // The aim is 7,168 bytes; this is what it weighs with all that `useChatStream` can do.
    limit: '9984 B',
  },
  {
    name: 'The JavaScript of the app’s first screen',
    path: firstScreen(),
    gzip: true,
    // 120 KB.
    limit: '122880 B',
  },
  {
    name: 'StreamMarkdown, as the app loads it behind its first screen',
    path: ['StreamMarkdown', 'createMarkdownStream', 'markdown-it'].map(
      (name) => `dist-app/assets/${name}-*.js`,
    ),
    gzip: true,
    limit: '60 kB',
  },
]
