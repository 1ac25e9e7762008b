import {
  ATTRIBUTES,
  ATTRIBUTE_PREFIXES,
  CLASSES,
  COLOR_CLASS,
  ELEMENTS,
  FORBIDDEN_IN_FORMULAS,
  FORMULA,
  FORMULA_ELEMENTS,
  HIDDEN_STYLES,
  ID,
  IMAGE,
  LINK_PROTOCOLS,
} from './allowed.ts'

/** Returns the forbidden elements and attributes in the DOM of an answer. */
export function findForbiddenMarkup(root: Element): string[] {
  return [...root.querySelectorAll('*')].flatMap(faultsOf)
}

function faultsOf(element: Element): string[] {
  const name = element.localName
  const isFormula = element.closest(FORMULA) !== null
  const lists = isFormula ? FORMULA_ELEMENTS : ELEMENTS
  const own = Object.hasOwn(lists, name) ? lists[name] : undefined
  if (!own) return [`<${name}>`]
  return [...element.attributes]
    .filter((attribute) => !isListed(attribute.name, own) || !isHarmless(attribute, isFormula))
    .map((attribute) => `<${name} ${attribute.name}>`)
}

function isListed(name: string, own: readonly string[]): boolean {
  const isCommon = ATTRIBUTES.includes(name)
  return isCommon || own.includes(name) || ATTRIBUTE_PREFIXES.some((each) => name.startsWith(each))
}

function isHarmless({ name, value }: Attr, isFormula: boolean): boolean {
  switch (name) {
    case 'href':
      return isLink(value)
    case 'src':
      return IMAGE.test(value)
    case 'id':
      return ID.test(value)
    case 'class':
      return value
        .split(/\s+/)
        .filter(Boolean)
        .every(isFormula ? isClassOfFormulas : isOwnClass)
    case 'style':
      return isFormula
        ? !/url|import|fixed|sticky|z-index/i.test(value)
        : HIDDEN_STYLES.includes(value)
    default:
      return true
  }
}

const isOwnClass = (name: string) => CLASSES.includes(name) || COLOR_CLASS.test(name)
const isClassOfFormulas = (name: string) => !FORBIDDEN_IN_FORMULAS.includes(name)

function isLink(value: string): boolean {
  try {
    return LINK_PROTOCOLS.includes(new URL(value, document.baseURI).protocol)
  } catch {
    return false
  }
}
