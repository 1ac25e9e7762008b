import * as typescript from '@typescript-eslint/parser'
import * as vue from 'vue-eslint-parser'

export const meta = { name: 'vue-module-parser' }

/**
 * Parses a component with TypeScript in its script, for rules that follow imports into other files: they don't
 * pass on which parser the script needs.
 */
export function parseForESLint(code, options) {
  return vue.parseForESLint(code, { ...options, parser: typescript, sourceType: 'module' })
}
