import { configDefaults, type TestProjectInlineConfiguration } from 'vitest/config'

/**
 * Tests that compare errors and objects of the page with those of Node. In a separate context, a page has other
 * classes, such as `Error`, than the functions of Node that it calls.
 */
const WITH_CLASSES_OF_NODE = [
  'src/app/config/deployerConfig.test.ts',
  'src/markdown/StreamMarkdown.test.ts',
  'src/stores/storage/queue/fullDisk.test.ts',
  'src/stores/tabs/messageDelta.test.ts',
]

const test = { environment: 'happy-dom', setupFiles: ['.config/domTests.ts'] }

/** The unit tests that run in a simulated page. */
export const domProjects: TestProjectInlineConfiguration[] = [
  {
    extends: true,
    test: {
      ...test,
      name: 'dom',
      // Creating a page for each file took most of the time. Contexts share the code of the simulated page.
      pool: 'vmThreads',
      include: ['src/{composables,markdown,stores,components,app}/**/*.test.ts'],
      exclude: [...configDefaults.exclude, ...WITH_CLASSES_OF_NODE],
    },
  },
  {
    extends: true,
    test: { ...test, name: 'dom-threads', pool: 'threads', include: WITH_CLASSES_OF_NODE },
  },
]
