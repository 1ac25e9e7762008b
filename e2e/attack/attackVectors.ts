import { code, footnotes, images, letters, tables } from './vectors/content.ts'
import { diagrams } from './vectors/diagrams.ts'
import { formulas } from './vectors/formulas.ts'
import { clobbering, foreign, forms, frames, handlers, pageWide, scripts } from './vectors/html.ts'
import { autolinks, links, references, schemes } from './vectors/links.ts'
import { size } from './vectors/size.ts'
import type { Vectors } from './vectors/vector.ts'

/** Attacks that an answer may try on its reader, by kind. */
export const attackVectors: Readonly<Record<string, Vectors>> = {
  scripts,
  handlers,
  'SVG and MathML': foreign,
  frames,
  forms,
  'the whole page': pageWide,
  clobbering,
  'schemes of links': schemes,
  links,
  autolinks,
  references,
  images,
  code,
  tables,
  footnotes,
  letters,
  formulas,
  diagrams,
  size,
}
