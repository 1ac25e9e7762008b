/** How long a formula may be, in characters. KaTeX takes the square of the length of a row. */
const MOST_CHARACTERS = 5000
/** How many elements a formula may consist of. */
const MOST_ELEMENTS = 15_000
/**
 * How many elements may lie inside each other. A fraction takes 7 levels, a formula of a textbook fewer than 100.
 * Chromium's layout overflows its stack, and with it the tab, from about 600 levels of KaTeX's inline tables.
 */
const DEEPEST = 200
/** How many groups in braces may lie inside each other: a check that costs less than drawing. */
const DEEPEST_BRACES = 100
/** How many macros of a formula are expanded: KaTeX's own, which are short. One `\implies` takes 7. */
const MOST_EXPANSIONS = 5000
/** How many tokens the expansions may add if the formula defines macros, which may be long. */
const MOST_EXPANDED_TOKENS = 10_000

const TOO_DEEP = 'The formula is nested too deeply to be drawn.'

const DEFINITION = /\\(?:[gex]?def|(?:re)?newcommand|providecommand|let|futurelet)(?![A-Za-z])/
/** The parameters in front of a body: `\def\norm#1{`. */
const PARAMETER_TEXT = /(\\[gex]?def\s*\\(?:[A-Za-z]+|.))(?:\s*#\d)*\s*\{/gs
const PARAMETER = /#+\d/g

/**
 * Checks a formula before KaTeX reads it.
 *
 * KaTeX counts how many macros it expands, but not how long the result is: a macro that uses its parameter twice
 * doubles its argument, and 30 of them fill the memory. So a parameter may be used once in a body, and how often
 * macros are expanded depends on how long a body can be.
 *
 * @returns how many macros KaTeX may expand
 * @throws Error if the formula is too long or nested too deeply, or if one of its macros repeats a parameter
 */
export function checkSource(tex: string): number {
  if (tex.length > MOST_CHARACTERS) throw new Error('The formula is too long to be drawn.')
  if (depthOfBraces(tex) > DEEPEST_BRACES) throw new Error(TOO_DEEP)
  if (!DEFINITION.test(tex)) return MOST_EXPANSIONS
  const bodies = tex.replace(PARAMETER_TEXT, '$1{').split(DEFINITION)
  if (bodies.some(repeatsParameter))
    throw new Error('The formula is not drawn: one of its macros repeats a parameter.')
  return Math.min(MOST_EXPANSIONS, Math.floor(MOST_EXPANDED_TOKENS / tex.length))
}

function depthOfBraces(tex: string): number {
  let depth = 0
  let deepest = 0
  for (const [brace] of tex.matchAll(/\\.|[{}]/gs)) {
    if (brace === '{') deepest = Math.max(deepest, ++depth)
    else if (brace === '}') depth--
  }
  return deepest
}

/** A definition inside a definition has its parameters as `##1`: that one is refused as well. */
function repeatsParameter(body: string): boolean {
  const parameters = body.match(PARAMETER) ?? []
  return new Set(parameters).size < parameters.length || parameters.some((one) => one.length > 2)
}

/**
 * Checks what KaTeX made of a formula, before the browser lays it out.
 *
 * @throws Error if it has too many elements, or if they are nested too deeply
 */
export function checkDrawing(root: Element): void {
  let count = 0
  let level: Element[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw new Error(TOO_DEEP)
    count += level.length
    if (count > MOST_ELEMENTS) throw new Error('The formula has too many parts to be drawn.')
    level = level.flatMap((element) => [...element.children])
  }
}
