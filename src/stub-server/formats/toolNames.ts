import { isObject } from '../http/readJson.ts'

/**
 * The names of the tools that a request offers.
 *
 * @param within the field of each tool that its name stands in, where it is not the tool itself
 */
export function toolNames(tools: unknown, within?: string): string[] {
  if (!Array.isArray(tools)) return []
  const named: unknown[] = tools.map((tool: unknown) =>
    within !== undefined && isObject(tool) ? tool[within] : tool,
  )
  return named.flatMap((tool) =>
    isObject(tool) && typeof tool['name'] === 'string' ? [tool['name']] : [],
  )
}
