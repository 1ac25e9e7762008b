import { isObject } from '../../server/internal.ts'

/**
 * Returns the names of the tools that a request offers.
 *
 * @param wrapper the field of each tool that contains its name, if the name is not directly in the tool
 */
export function toolNames(tools: unknown, wrapper?: string): string[] {
  if (!Array.isArray(tools)) return []
  const named: unknown[] = tools.map((tool: unknown) =>
    wrapper !== undefined && isObject(tool) ? tool[wrapper] : tool,
  )
  return named.flatMap((tool) =>
    isObject(tool) && typeof tool['name'] === 'string' ? [tool['name']] : [],
  )
}
