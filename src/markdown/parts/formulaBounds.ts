/** Maximum length of a formula, in characters. KaTeX takes quadratic time in the length of a row. */
const MAX_CHARACTERS = 5000
/** Maximum number of elements that a rendered formula may have. */
const MAX_ELEMENTS = 15_000
/**
 * Maximum nesting of elements. A fraction takes 7 levels, a formula in a textbook fewer than 100.
 * Chromium's layout overflows its stack, and with it the tab, from about 600 levels of KaTeX's inline tables.
 */
const MAX_DEPTH = 200
/** Maximum nesting of groups in braces. Checking it is cheaper than rendering. */
const MAX_BRACE_DEPTH = 100
/** Maximum number of macro expansions without custom macros. KaTeX's own macros are short; one `\implies` takes 7. */
const MAX_EXPANSIONS = 5000
/** Maximum number of tokens that expansions may add if the formula defines its own macros, which may be long. */
const MAX_EXPANDED_TOKENS = 10_000

const TOO_DEEP = 'The formula is nested too deeply to be drawn.'

const DEFINITION = /\\(?:[gex]?def|(?:re)?newcommand|providecommand|let|futurelet)(?![A-Za-z])/
/** The parameters before the body of a definition: `\def\norm#1{`. */
const PARAMETER_TEXT = /(\\[gex]?def\s*\\(?:[A-Za-z]+|.))(?:\s*#\d)*\s*\{/gs
const PARAMETER = /#+\d/g

/**
 * Checks a formula before KaTeX reads it.
 *
 * KaTeX counts how many macros it expands, but not how long the result is: a macro that uses its parameter twice
 * doubles its argument, and 30 of them fill the memory. So a body may use each parameter once, and the number of
 * expansions depends on how long a body can be.
 *
 * @returns the number of macros that KaTeX may expand
 * @throws Error if the formula is too long or nested too deeply, or if one of its macros repeats a parameter
 */
export function checkSource(tex: string): number {
  if (tex.length > MAX_CHARACTERS) throw new Error('The formula is too long to be drawn.')
  if (measureBraceDepth(tex) > MAX_BRACE_DEPTH) throw new Error(TOO_DEEP)
  if (!DEFINITION.test(tex)) return MAX_EXPANSIONS
  const bodies = tex.replace(PARAMETER_TEXT, '$1{').split(DEFINITION)
  if (bodies.some(repeatsParameter))
    throw new Error('The formula is not drawn: one of its macros repeats a parameter.')
  return Math.min(MAX_EXPANSIONS, Math.floor(MAX_EXPANDED_TOKENS / tex.length))
}

function measureBraceDepth(tex: string): number {
  let depth = 0
  let deepest = 0
  for (const [brace] of tex.matchAll(/\\.|[{}]/gs)) {
    if (brace === '{') deepest = Math.max(deepest, ++depth)
    else if (brace === '}') depth--
  }
  return deepest
}

/** Returns whether a body repeats a parameter. Also refuses nested definitions, whose parameters are written `##1`. */
function repeatsParameter(body: string): boolean {
  const parameters = body.match(PARAMETER) ?? []
  return new Set(parameters).size < parameters.length || parameters.some((one) => one.length > 2)
}

/**
 * Checks the elements that KaTeX created for a formula, before the browser lays them out.
 *
 * @throws Error if it has too many elements, or if they are nested too deeply
 */
export function checkDrawing(root: Element): void {
  let count = 0
  let level: Element[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new Error(TOO_DEEP)
    count += level.length
    if (count > MAX_ELEMENTS) throw new Error('The formula has too many parts to be drawn.')
    level = level.flatMap((element) => [...element.children])
  }
}
