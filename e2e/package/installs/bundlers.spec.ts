// Builds the component of docs/getting-started.md with other bundlers than Vite, in projects without KaTeX.
import { join } from 'node:path'
import { startFileServer } from '../browser/startFileServer.ts'
import { readExample } from '../docs/readExamples.ts'
import { installedVersions } from '../project/installedVersions.ts'
import { test } from '../project/projectTest.ts'
import { expectMarkdown } from './expectMarkdown.ts'

/** The rules of a bundler's configuration, and the packages that it needs. */
const BUNDLERS = {
  webpack: {
    packages: {
      webpack: '^5.100.0',
      'vue-loader': '^17.4.2',
      'css-loader': '^7.1.0',
      'style-loader': '^4.0.0',
      'esbuild-loader': '^4.5.0',
    },
    bundle: `import webpack from 'webpack'
      const bundle = webpack`,
    rules: `[
      { test: /\\.vue$/, loader: 'vue-loader' },
      { test: /\\.ts$/, loader: 'esbuild-loader', options: { loader: 'ts' } },
      { test: /\\.css$/, use: ['style-loader', 'css-loader'] },
    ]`,
  },
  Rspack: {
    packages: { '@rspack/core': '^2.3.0', 'vue-loader': '^17.4.2' },
    bundle: `import { rspack } from '@rspack/core'
      const bundle = rspack`,
    rules: `[
      { test: /\\.vue$/, loader: 'vue-loader', options: { experimentalInlineMatchResource: true } },
      {
        test: /\\.ts$/,
        loader: 'builtin:swc-loader',
        options: { jsc: { parser: { syntax: 'typescript' } } },
        type: 'javascript/auto',
      },
      { test: /\\.css$/, type: 'css/auto' },
    ]`,
  },
} as const

/** Builds \`src/main.js\` into \`dist/main.js\`. Fails on errors of the build. */
const build = ({ bundle, rules }: (typeof BUNDLERS)[keyof typeof BUNDLERS]) => `${bundle}
  import { VueLoaderPlugin } from 'vue-loader'
  const config = {
    mode: 'production',
    entry: './src/main.js',
    output: { path: import.meta.dirname + '/dist' },
    module: { rules: ${rules} },
    plugins: [new VueLoaderPlugin()],
  }
  bundle(config, (error, stats) => {
    if (error || stats.hasErrors()) throw error || new Error(stats.toString())
  })`

for (const [name, bundler] of Object.entries(BUNDLERS)) {
  test(`the component of docs/getting-started.md works in a project of ${name}, and without KaTeX`, async ({
    page,
    makeProject,
  }) => {
    test.setTimeout(10 * 60_000)
    const project = await makeProject(
      {
        'build.js': build(bundler),
        'src/App.vue': await readExample('docs/getting-started.md', 'App.vue'),
        'src/main.js': `import { createApp } from 'vue'
          import App from './App.vue'
          createApp(App).mount('#app')`,
        'dist/index.html': `<!doctype html>
          <link rel="icon" href="data:," /><link rel="stylesheet" href="main.css" />
          <div id="app"></div><script src="main.js"></script>`,
        'dist/main.css': '',
      },
      { ...installedVersions('vue'), ...bundler.packages },
    )
    await project.run(process.execPath, 'build.js')
    const server = await startFileServer(join(project.folder, 'dist'))
    await expectMarkdown(page, `${server.url}/index.html`, 'code')
    server.close()
  })
}
