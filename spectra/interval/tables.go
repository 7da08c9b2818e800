package interval

import "saddle/spectra/internal/double"

// The tables hold constants as double words, each the nearest one. A test
// computes all of them afresh.

var (
	pi     = double.Word{Hi: 0x1.921fb54442d18p+01, Lo: 0x1.1a62633145c07p-53}
	halfPi = double.Word{Hi: 0x1.921fb54442d18p+00, Lo: 0x1.1a62633145c07p-54}
	ln2    = double.Word{Hi: 0x1.62e42fefa39efp-01, Lo: 0x1.abc9e3b39803fp-56}
)

// ln2/32 = stepHigh + stepLow, where stepHigh has 29 bits, so that n·stepHigh is
// exact for |n| < 2²⁴.
const stepHigh = 0x1.62e42ffp-06

var stepLow = double.Word{Hi: -0x1.718432a1b0e26p-40, Lo: -0x1.9ff0342542fc3p-95}

// expHead[n] is 1/(n+1)!.
var expHead = [4]double.Word{
	{Hi: 1, Lo: 0},
	{Hi: 0.5, Lo: 0},
	{Hi: 0x1.5555555555555p-03, Lo: 0x1.5555555555555p-57},
	{Hi: 0x1.5555555555555p-05, Lo: 0x1.5555555555555p-59},
}

// cosHead[n] is 1/(2n)!.
var cosHead = [6]double.Word{
	{Hi: 1, Lo: 0},
	{Hi: 0.5, Lo: 0},
	{Hi: 0x1.5555555555555p-05, Lo: 0x1.5555555555555p-59},
	{Hi: 0x1.6c16c16c16c17p-10, Lo: -0x1.f49f49f49f49fp-65},
	{Hi: 0x1.a01a01a01a01ap-16, Lo: 0x1.a01a01a01a01ap-76},
	{Hi: 0x1.27e4fb7789f5cp-22, Lo: 0x1.cbbc05b4fa99ap-76},
}

// sinHead[n] is 1/(2n+1)!.
var sinHead = [6]double.Word{
	{Hi: 1, Lo: 0},
	{Hi: 0x1.5555555555555p-03, Lo: 0x1.5555555555555p-57},
	{Hi: 0x1.1111111111111p-07, Lo: 0x1.1111111111111p-63},
	{Hi: 0x1.a01a01a01a01ap-13, Lo: 0x1.a01a01a01a01ap-73},
	{Hi: 0x1.71de3a556c734p-19, Lo: -0x1.c154f8ddc6cp-73},
	{Hi: 0x1.ae64567f544e4p-26, Lo: -0x1.c062e06d1f209p-80},
}

// inverseOdd[n] is 1/(2n+1).
var inverseOdd = [3]double.Word{
	{Hi: 1, Lo: 0},
	{Hi: 0x1.5555555555555p-02, Lo: 0x1.5555555555555p-56},
	{Hi: 0x1.999999999999ap-03, Lo: -0x1.999999999999ap-57},
}

// expTable[j] is 2^(j/32).
var expTable = [32]double.Word{
	{Hi: 1, Lo: 0},
	{Hi: 0x1.059b0d3158574p+00, Lo: 0x1.d73e2a475b465p-55},
	{Hi: 0x1.0b5586cf9890fp+00, Lo: 0x1.8a62e4adc610bp-54},
	{Hi: 0x1.11301d0125b51p+00, Lo: -0x1.6c51039449b3ap-54},
	{Hi: 0x1.172b83c7d517bp+00, Lo: -0x1.19041b9d78a76p-55},
	{Hi: 0x1.1d4873168b9aap+00, Lo: 0x1.e016e00a2643cp-54},
	{Hi: 0x1.2387a6e756238p+00, Lo: 0x1.9b07eb6c70573p-54},
	{Hi: 0x1.29e9df51fdee1p+00, Lo: 0x1.612e8afad1255p-55},
	{Hi: 0x1.306fe0a31b715p+00, Lo: 0x1.6f46ad23182e4p-55},
	{Hi: 0x1.371a7373aa9cbp+00, Lo: -0x1.63aeabf42eae2p-54},
	{Hi: 0x1.3dea64c123422p+00, Lo: 0x1.ada0911f09ebcp-55},
	{Hi: 0x1.44e086061892dp+00, Lo: 0x1.89b7a04ef80dp-59},
	{Hi: 0x1.4bfdad5362a27p+00, Lo: 0x1.d4397afec42e2p-56},
	{Hi: 0x1.5342b569d4f82p+00, Lo: -0x1.07abe1db13cadp-55},
	{Hi: 0x1.5ab07dd485429p+00, Lo: 0x1.6324c054647adp-54},
	{Hi: 0x1.6247eb03a5585p+00, Lo: -0x1.383c17e40b497p-54},
	{Hi: 0x1.6a09e667f3bcdp+00, Lo: -0x1.bdd3413b26456p-54},
	{Hi: 0x1.71f75e8ec5f74p+00, Lo: -0x1.16e4786887a99p-55},
	{Hi: 0x1.7a11473eb0187p+00, Lo: -0x1.41577ee04992fp-55},
	{Hi: 0x1.82589994cce13p+00, Lo: -0x1.d4c1dd41532d8p-54},
	{Hi: 0x1.8ace5422aa0dbp+00, Lo: 0x1.6e9f156864b27p-54},
	{Hi: 0x1.93737b0cdc5e5p+00, Lo: -0x1.75fc781b57ebcp-57},
	{Hi: 0x1.9c49182a3f09p+00, Lo: 0x1.c7c46b071f2bep-56},
	{Hi: 0x1.a5503b23e255dp+00, Lo: -0x1.d2f6edb8d41e1p-54},
	{Hi: 0x1.ae89f995ad3adp+00, Lo: 0x1.7a1cd345dcc81p-54},
	{Hi: 0x1.b7f76f2fb5e47p+00, Lo: -0x1.5584f7e54ac3bp-56},
	{Hi: 0x1.c199bdd85529cp+00, Lo: 0x1.11065895048ddp-55},
	{Hi: 0x1.cb720dcef9069p+00, Lo: 0x1.503cbd1e949dbp-56},
	{Hi: 0x1.d5818dcfba487p+00, Lo: 0x1.2ed02d75b3707p-55},
	{Hi: 0x1.dfc97337b9b5fp+00, Lo: -0x1.1a5cd4f184b5cp-54},
	{Hi: 0x1.ea4afa2a490dap+00, Lo: -0x1.e9c23179c2893p-54},
	{Hi: 0x1.f50765b6e454p+00, Lo: 0x1.9d3e12dd8a18bp-54},
}

// logTable[j−45] is log(j/64).
var logTable = [47]double.Word{
	{Hi: -0x1.68ac83e9c6a14p-02, Lo: -0x1.a64eadd740178p-58},
	{Hi: -0x1.522ae0738a3d8p-02, Lo: 0x1.8f7e9b38a6979p-57},
	{Hi: -0x1.3c25277333184p-02, Lo: 0x1.2ad27e50a8ec6p-56},
	{Hi: -0x1.269621134db92p-02, Lo: -0x1.e0efadd9db02bp-56},
	{Hi: -0x1.1178e8227e47cp-02, Lo: 0x1.0e63a5f01c691p-57},
	{Hi: -0x1.f991c6cb3b379p-03, Lo: -0x1.f665066f980a2p-57},
	{Hi: -0x1.d1037f2655e7bp-03, Lo: -0x1.60629242471a2p-57},
	{Hi: -0x1.a93ed3c8ad9e3p-03, Lo: -0x1.bcafa9de97203p-57},
	{Hi: -0x1.823c16551a3c2p-03, Lo: 0x1.1232ce70be781p-57},
	{Hi: -0x1.5bf406b543db2p-03, Lo: 0x1.1f5b44c0df7e7p-61},
	{Hi: -0x1.365fcb0159016p-03, Lo: -0x1.7d411a5b944adp-58},
	{Hi: -0x1.1178e8227e47cp-03, Lo: 0x1.0e63a5f01c691p-58},
	{Hi: -0x1.da727638446a2p-04, Lo: -0x1.401fa71733019p-58},
	{Hi: -0x1.9335e5d594989p-04, Lo: 0x1.478a85704ccb7p-58},
	{Hi: -0x1.4d3115d207eacp-04, Lo: -0x1.769f42c7842ccp-58},
	{Hi: -0x1.08598b59e3a07p-04, Lo: 0x1.dd7009902bf32p-58},
	{Hi: -0x1.894aa149fb343p-05, Lo: -0x1.a8be97660a23dp-60},
	{Hi: -0x1.0415d89e74444p-05, Lo: -0x1.c05cf1d753622p-59},
	{Hi: -0x1.0205658935847p-06, Lo: -0x1.27c8e8416e71fp-60},
	{},
	{Hi: 0x1.fc0a8b0fc03e4p-07, Lo: -0x1.83092c59642a1p-62},
	{Hi: 0x1.f829b0e7833p-06, Lo: 0x1.33e3f04f1ef23p-60},
	{Hi: 0x1.77458f632dcfcp-05, Lo: 0x1.18d3ca87b9296p-59},
	{Hi: 0x1.f0a30c01162a6p-05, Lo: 0x1.85f325c5bbacdp-59},
	{Hi: 0x1.341d7961bd1d1p-04, Lo: -0x1.b599f227becbbp-58},
	{Hi: 0x1.6f0d28ae56b4cp-04, Lo: -0x1.906d99184b992p-58},
	{Hi: 0x1.a926d3a4ad563p-04, Lo: 0x1.942f48aa70ea9p-58},
	{Hi: 0x1.e27076e2af2e6p-04, Lo: -0x1.61578001e0162p-60},
	{Hi: 0x1.0d77e7cd08e59p-03, Lo: 0x1.9a5dc5e9030acp-57},
	{Hi: 0x1.29552f81ff523p-03, Lo: 0x1.301771c407dbfp-57},
	{Hi: 0x1.44d2b6ccb7d1ep-03, Lo: 0x1.9f4f6543e1f88p-57},
	{Hi: 0x1.5ff3070a793d4p-03, Lo: -0x1.bc60efafc6f6ep-58},
	{Hi: 0x1.7ab890210d909p-03, Lo: 0x1.be36b2d6a0608p-59},
	{Hi: 0x1.9525a9cf456b4p-03, Lo: 0x1.d904c1d4e2e26p-57},
	{Hi: 0x1.af3c94e80bff3p-03, Lo: -0x1.398cff3641985p-58},
	{Hi: 0x1.c8ff7c79a9a22p-03, Lo: -0x1.4f689f8434012p-57},
	{Hi: 0x1.e27076e2af2e6p-03, Lo: -0x1.61578001e0162p-59},
	{Hi: 0x1.fb9186d5e3e2bp-03, Lo: -0x1.caaae64f21acbp-57},
	{Hi: 0x1.0a324e27390e3p-02, Lo: 0x1.7dcfde8061c03p-56},
	{Hi: 0x1.1675cababa60ep-02, Lo: 0x1.ce63eab883717p-61},
	{Hi: 0x1.22941fbcf7966p-02, Lo: -0x1.76f5eb09628afp-56},
	{Hi: 0x1.2e8e2bae11d31p-02, Lo: -0x1.8f4cdb95ebdf9p-56},
	{Hi: 0x1.3a64c556945eap-02, Lo: -0x1.c68651945f97cp-57},
	{Hi: 0x1.4618bc21c5ec2p-02, Lo: 0x1.f42decdeccf1dp-56},
	{Hi: 0x1.51aad872df82dp-02, Lo: 0x1.3927ac19f55e3p-59},
	{Hi: 0x1.5d1bdbf5809cap-02, Lo: 0x1.4236383dc7fe1p-56},
	{Hi: 0x1.686c81e9b14afp-02, Lo: -0x1.ddea0f7f58e3dp-57},
}

// atanTable[j] is atan(j/32).
var atanTable = [33]double.Word{
	{},
	{Hi: 0x1.ffd55bba97625p-06, Lo: -0x1.5ec431444912cp-60},
	{Hi: 0x1.ff55bb72cfdeap-05, Lo: -0x1.c934d86d23f1dp-60},
	{Hi: 0x1.7ee182602f10fp-04, Lo: -0x1.cfb654c0c3d98p-58},
	{Hi: 0x1.fd5ba9aac2f6ep-04, Lo: -0x1.cd37686760c17p-59},
	{Hi: 0x1.3d6eee8c6626cp-03, Lo: 0x1.61a3b0ce9281bp-57},
	{Hi: 0x1.7b97b4bce5b02p-03, Lo: 0x1.347b0b4f881cap-58},
	{Hi: 0x1.b90d7529260a2p-03, Lo: 0x1.17b10d2e0e5abp-61},
	{Hi: 0x1.f5b75f92c80ddp-03, Lo: 0x1.8ab6e3cf7afbdp-57},
	{Hi: 0x1.18bf5a30bf178p-02, Lo: 0x1.30ca4748b1bf9p-57},
	{Hi: 0x1.362773707ebccp-02, Lo: -0x1.963a544b672d8p-57},
	{Hi: 0x1.530ad9951cd4ap-02, Lo: -0x1.2566480884082p-57},
	{Hi: 0x1.6f61941e4def1p-02, Lo: -0x1.c63aae6f6e918p-56},
	{Hi: 0x1.8b24d394a1b25p-02, Lo: 0x1.b6d0ba3748fa8p-56},
	{Hi: 0x1.a64eec3cc23fdp-02, Lo: -0x1.24dec1b50b7ffp-56},
	{Hi: 0x1.c0db4c94ec9fp-02, Lo: -0x1.cc1ce70934c34p-56},
	{Hi: 0x1.dac670561bb4fp-02, Lo: 0x1.a2b7f222f65e2p-56},
	{Hi: 0x1.f40dd0b541418p-02, Lo: -0x1.a3992dc382a23p-57},
	{Hi: 0x1.0657e94db30dp-01, Lo: -0x1.d5b495f6349e6p-56},
	{Hi: 0x1.1255d9bfbd2a9p-01, Lo: -0x1.2bdaee1c0ee35p-58},
	{Hi: 0x1.1e00babdefeb4p-01, Lo: -0x1.928df287a668fp-58},
	{Hi: 0x1.2958e59308e31p-01, Lo: -0x1.09e73b0c6c087p-56},
	{Hi: 0x1.345f01cce37bbp-01, Lo: 0x1.1021137c71102p-55},
	{Hi: 0x1.3f13fb89e96f4p-01, Lo: 0x1.ecf8b492644fp-56},
	{Hi: 0x1.4978fa3269ee1p-01, Lo: 0x1.2419a87f2a458p-56},
	{Hi: 0x1.538f57b89061fp-01, Lo: -0x1.1bb74abda520cp-55},
	{Hi: 0x1.5d58987169b18p-01, Lo: 0x1.0028e4bc5e7cap-57},
	{Hi: 0x1.66d663923e087p-01, Lo: -0x1.6ea6febe8bbbap-56},
	{Hi: 0x1.700a7c5784634p-01, Lo: -0x1.8c34d25aadef6p-56},
	{Hi: 0x1.78f6bbd5d315ep-01, Lo: 0x1.406a08980374p-55},
	{Hi: 0x1.819d0b7158a4dp-01, Lo: -0x1.bf76229d3b917p-56},
	{Hi: 0x1.89ff5ff57f1f8p-01, Lo: -0x1.55b9a5e177a1bp-55},
	{Hi: 0x1.921fb54442d18p-01, Lo: 0x1.1a62633145c07p-55},
}

// twoOverPi holds the binary digits of 2/π after a word for its integer part, 0.
var twoOverPi = [21]uint64{
	0,
	0xa2f9836e4e441529,
	0xfc2757d1f534ddc0,
	0xdb6295993c439041,
	0xfe5163abdebbc561,
	0xb7246e3a424dd2e0,
	0x06492eea09d1921c,
	0xfe1deb1cb129a73e,
	0xe88235f52ebb4484,
	0xe99c7026b45f7e41,
	0x3991d639835339f4,
	0x9c845f8bbdf9283b,
	0x1ff897ffde05980f,
	0xef2f118b5a0a6d1f,
	0x6d367ecf27cb09b7,
	0x4f463f669e5fea2d,
	0x7527bac7ebe5f17b,
	0x3d0739f78a5292ea,
	0x6bfb5fb11f8d5d08,
	0x56033046fc7b6bab,
	0xf0cfbc209af4361d,
}
