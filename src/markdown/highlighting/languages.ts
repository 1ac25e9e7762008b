import type { StreamParser } from '@codemirror/streamparser'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of the state differs by language.
export type Language = StreamParser<any>

type Loader = () => Promise<Language>

const clike = () => import('@codemirror/legacy-modes/mode/clike')
const javascript = () => import('@codemirror/legacy-modes/mode/javascript')
const css = () => import('@codemirror/legacy-modes/mode/css')
const sql = () => import('@codemirror/legacy-modes/mode/sql')
const xml = () => import('@codemirror/legacy-modes/mode/xml')
const python = () => import('@codemirror/legacy-modes/mode/python')
const ml = () => import('@codemirror/legacy-modes/mode/mllike')

/** The names of each language as written after a fence, and its loader. Languages are separate chunks. */
const LANGUAGES: readonly (readonly [names: string, load: Loader])[] = [
  ['js javascript mjs cjs jsx node', async () => (await javascript()).javascript],
  ['ts typescript mts cts tsx', async () => (await javascript()).typescript],
  ['json jsonc json5', async () => (await javascript()).json],
  ['jsonld json-ld', async () => (await javascript()).jsonld],
  ['py python python3', async () => (await python()).python],
  ['pyx cython', async () => (await python()).cython],
  ['c h', async () => (await clike()).c],
  ['cpp c++ cc hpp cxx', async () => (await clike()).cpp],
  ['java', async () => (await clike()).java],
  ['cs csharp c#', async () => (await clike()).csharp],
  ['kotlin kt kts', async () => (await clike()).kotlin],
  ['scala', async () => (await clike()).scala],
  ['dart', async () => (await clike()).dart],
  ['objc objective-c objectivec', async () => (await clike()).objectiveC],
  ['glsl', async () => (await clike()).shader],
  ['css', async () => (await css()).css],
  ['scss', async () => (await css()).sCSS],
  ['less', async () => (await css()).less],
  ['html htm vue svelte', async () => (await xml()).html],
  ['xml svg xhtml xsl rss', async () => (await xml()).xml],
  ['sql', async () => (await sql()).standardSQL],
  ['mysql mariadb', async () => (await sql()).mySQL],
  ['postgres postgresql pgsql', async () => (await sql()).pgSQL],
  ['sqlite', async () => (await sql()).sqlite],
  ['mssql tsql', async () => (await sql()).msSQL],
  ['plsql', async () => (await sql()).plSQL],
  ['ocaml ml', async () => (await ml()).oCaml],
  ['fsharp fs f#', async () => (await ml()).fSharp],
  [
    'sh bash shell zsh console shellscript',
    async () => (await import('@codemirror/legacy-modes/mode/shell')).shell,
  ],
  [
    'powershell ps1 pwsh ps',
    async () => (await import('@codemirror/legacy-modes/mode/powershell')).powerShell,
  ],
  ['go golang', async () => (await import('@codemirror/legacy-modes/mode/go')).go],
  ['rs rust', async () => (await import('@codemirror/legacy-modes/mode/rust')).rust],
  ['rb ruby', async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby],
  ['swift', async () => (await import('@codemirror/legacy-modes/mode/swift')).swift],
  ['lua', async () => (await import('@codemirror/legacy-modes/mode/lua')).lua],
  ['perl pl', async () => (await import('@codemirror/legacy-modes/mode/perl')).perl],
  ['r', async () => (await import('@codemirror/legacy-modes/mode/r')).r],
  ['julia jl', async () => (await import('@codemirror/legacy-modes/mode/julia')).julia],
  ['haskell hs', async () => (await import('@codemirror/legacy-modes/mode/haskell')).haskell],
  ['elm', async () => (await import('@codemirror/legacy-modes/mode/elm')).elm],
  ['erlang erl', async () => (await import('@codemirror/legacy-modes/mode/erlang')).erlang],
  [
    'clojure clj cljs edn',
    async () => (await import('@codemirror/legacy-modes/mode/clojure')).clojure,
  ],
  ['lisp elisp', async () => (await import('@codemirror/legacy-modes/mode/commonlisp')).commonLisp],
  ['scheme racket', async () => (await import('@codemirror/legacy-modes/mode/scheme')).scheme],
  ['groovy gradle', async () => (await import('@codemirror/legacy-modes/mode/groovy')).groovy],
  ['crystal cr', async () => (await import('@codemirror/legacy-modes/mode/crystal')).crystal],
  ['d', async () => (await import('@codemirror/legacy-modes/mode/d')).d],
  ['pascal delphi', async () => (await import('@codemirror/legacy-modes/mode/pascal')).pascal],
  ['fortran f90', async () => (await import('@codemirror/legacy-modes/mode/fortran')).fortran],
  ['matlab octave', async () => (await import('@codemirror/legacy-modes/mode/octave')).octave],
  ['vb vbnet', async () => (await import('@codemirror/legacy-modes/mode/vb')).vb],
  ['asm gas assembly', async () => (await import('@codemirror/legacy-modes/mode/gas')).gas],
  ['wasm wat wast', async () => (await import('@codemirror/legacy-modes/mode/wast')).wast],
  ['verilog sv', async () => (await import('@codemirror/legacy-modes/mode/verilog')).verilog],
  ['vhdl', async () => (await import('@codemirror/legacy-modes/mode/vhdl')).vhdl],
  ['yaml yml', async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml],
  ['toml', async () => (await import('@codemirror/legacy-modes/mode/toml')).toml],
  [
    'ini properties env dotenv conf',
    async () => (await import('@codemirror/legacy-modes/mode/properties')).properties,
  ],
  [
    'docker dockerfile containerfile',
    async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile,
  ],
  ['diff patch', async () => (await import('@codemirror/legacy-modes/mode/diff')).diff],
  ['nginx', async () => (await import('@codemirror/legacy-modes/mode/nginx')).nginx],
  ['cmake', async () => (await import('@codemirror/legacy-modes/mode/cmake')).cmake],
  ['tex latex', async () => (await import('@codemirror/legacy-modes/mode/stex')).stex],
  ['http', async () => (await import('@codemirror/legacy-modes/mode/http')).http],
  ['proto protobuf', async () => (await import('@codemirror/legacy-modes/mode/protobuf')).protobuf],
  ['pug jade', async () => (await import('@codemirror/legacy-modes/mode/pug')).pug],
  ['sass', async () => (await import('@codemirror/legacy-modes/mode/sass')).sass],
  ['stylus styl', async () => (await import('@codemirror/legacy-modes/mode/stylus')).stylus],
  [
    'coffee coffeescript',
    async () => (await import('@codemirror/legacy-modes/mode/coffeescript')).coffeeScript,
  ],
  ['sparql', async () => (await import('@codemirror/legacy-modes/mode/sparql')).sparql],
  ['turtle ttl', async () => (await import('@codemirror/legacy-modes/mode/turtle')).turtle],
  ['gherkin feature', async () => (await import('@codemirror/legacy-modes/mode/gherkin')).gherkin],
]

const loaders = new Map(
  LANGUAGES.flatMap(([names, load]) => names.split(' ').map((name) => [name, load] as const)),
)

const loaded = new Map<Loader, Promise<Language>>()

/** Loads the tokenizer of a language, once per page. Returns undefined if the language is unknown. */
export function loadLanguage(name: string): Promise<Language> | undefined {
  const load = loaders.get(name.toLowerCase())
  if (load === undefined) return undefined
  const known = loaded.get(load)
  if (known !== undefined) return known
  const loading = load()
  loaded.set(load, loading)
  // Let the next code block try again.
  loading.catch(() => loaded.delete(load))
  return loading
}
