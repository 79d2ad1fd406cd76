type Context = Pick<
  WebGLRenderingContext,
  'getParameter' | 'getExtension' | 'getSupportedExtensions' | 'getContextAttributes' | 'getShaderPrecisionFormat'
>;

export type Abilities = {
  readonly extensions: readonly string[];
  /** `NAME=value`. */
  readonly parameters: readonly string[];
  readonly precisions: readonly string[];
  readonly attributes: readonly string[];
};

/** What differs between graphics units, and no browser warns about on the console: FingerprintJS' list. */
const TELLING = new Set<unknown>([
  10752, 2849, 2884, 2885, 2886, 2928, 2929, 2930, 2931, 2932, 2960, 2961, 2962, 2963, 2964, 2965, 2966, 2967, 2968,
  2978, 3024, 3042, 3088, 3089, 3106, 3107, 32773, 32777, 32823, 32824, 32936, 32937, 32938, 32939, 32968, 32969, 32970,
  32971, 3317, 33170, 3333, 3379, 3386, 33901, 33902, 34016, 34024, 34076, 3408, 3410, 3411, 3412, 3413, 3414, 3415,
  34467, 34816, 34817, 34818, 34819, 34877, 34921, 34930, 35660, 35661, 35724, 35738, 35739, 36003, 36004, 36005, 36347,
  36348, 36349, 37440, 37441, 37443, 7936, 7937, 7938,
  // Of the extensions.
  34047, 35723, 36063, 34852, 34853, 34854, 34229, 36392, 36795, 38449,
]);
/**
 * Those with such parameters, by the beginning of their names. FingerprintJS switches all of the 35 on, to list the same constants
 * everywhere: that takes 10 ms on a fast desktop.
 */
const EXTENSIONS =
  /^(EXT_texture_filter_anisotropic|OES_standard_derivatives|WEBGL_draw_buffers|OES_vertex_array|EXT_disjoint_timer|OVR_multiview)/;
const SHADERS = ['FRAGMENT_SHADER', 'VERTEX_SHADER'];
const PRECISIONS = ['LOW_FLOAT', 'MEDIUM_FLOAT', 'HIGH_FLOAT', 'LOW_INT', 'MEDIUM_INT', 'HIGH_INT'];

/** What a WebGL context can do. The page has its turn in between. */
export async function graphicsAbilities(
  context: Context,
  pageTurn: () => Promise<void> | undefined,
): Promise<Abilities> {
  const extensions = context.getSupportedExtensions() ?? [];
  const parameters: string[] = [];
  const tell = async (from: unknown): Promise<void> => {
    if (typeof from !== 'object' || from === null) return;
    for (const name of Object.keys(Object.getPrototypeOf(from)).filter(it => !/[^A-Z0-9_x]/.test(it))) {
      const code: unknown = Reflect.get(from, name);
      if (!TELLING.has(code)) continue;
      await pageTurn();
      parameters.push(`${name}=${context.getParameter(Number(code))}`);
    }
  };
  await tell(context);
  for (const name of extensions.filter(it => EXTENSIONS.test(it))) await tell(context.getExtension(name));

  const precisions: string[] = [];
  for (const shader of SHADERS) {
    await pageTurn();
    for (const precision of PRECISIONS) {
      const [of = 0, at = 0] = [shader, precision].map(it => Number(Reflect.get(context, it)));
      const format = context.getShaderPrecisionFormat(of, at);
      const said = format === null ? [] : [format.rangeMin, format.rangeMax, format.precision];
      precisions.push(`${shader}.${precision}=${said.join(',')}`);
    }
  }
  const attributes = Object.entries(context.getContextAttributes() ?? {}).map(([name, value]) => `${name}=${value}`);
  return { extensions, parameters: parameters.sort(), precisions, attributes };
}
