import { test as base } from '@playwright/test'
import { createProject, type Project } from './createProject.ts'

/** A test that creates projects. They are removed after it, however it ended. */
export const test = base.extend<{ makeProject: typeof createProject }>({
  makeProject: async ({}, use) => {
    const made: Project[] = []
    await use(async (...files) => {
      const project = await createProject(...files)
      made.push(project)
      return project
    })
    await Promise.all(made.map(({ remove }) => remove()))
  },
})
