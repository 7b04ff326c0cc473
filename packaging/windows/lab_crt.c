/* SPDX-License-Identifier: AGPL-3.0-or-later
 * For the lab alone, never packed: what Wine's C library lacks of Windows', complex numbers of C99, for
 * which NumPy 2 asks. All else is Wine's own: `lab crt` links each of its names through to it. The compiler's
 * library does the sums; here they get the names and the structures by which Windows passes them.
 */
#include <complex.h>

typedef struct { float part[2]; } single;
typedef struct { double part[2]; } twice;

static float complex of_single(single z) { return __builtin_complex(z.part[0], z.part[1]); }
static double complex of_twice(twice z) { return __builtin_complex(z.part[0], z.part[1]); }
static single to_single(float complex z) { return (single){{__real__ z, __imag__ z}}; }
static twice to_twice(double complex z) { return (twice){{__real__ z, __imag__ z}}; }

/* long double is double on Windows. */
#define PART(name, sum) \
  float lab_##name##f(single z) { return (float)sum(of_single(z)); } \
  double lab_##name(twice z) { return sum(of_twice(z)); } \
  double lab_##name##l(twice z) { return sum(of_twice(z)); }
#define WHOLE(name) \
  single lab_##name##f(single z) { return to_single((float complex)name(of_single(z))); } \
  twice lab_##name(twice z) { return to_twice(name(of_twice(z))); } \
  twice lab_##name##l(twice z) { return to_twice(name(of_twice(z))); }

PART(creal, __real__)
PART(cimag, __imag__)
PART(cabs, cabs)
PART(carg, carg)
WHOLE(cacos)
WHOLE(cacosh)
WHOLE(casin)
WHOLE(casinh)
WHOLE(catan)
WHOLE(catanh)
WHOLE(ccos)
WHOLE(ccosh)
WHOLE(cexp)
WHOLE(clog)
WHOLE(csin)
WHOLE(csinh)
WHOLE(csqrt)
WHOLE(ctan)
WHOLE(ctanh)

single lab_cpowf(single z, single n) { return to_single((float complex)cpow(of_single(z), of_single(n))); }
twice lab_cpow(twice z, twice n) { return to_twice(cpow(of_twice(z), of_twice(n))); }
twice lab_cpowl(twice z, twice n) { return to_twice(cpow(of_twice(z), of_twice(n))); }

int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *more) {
  (void)module, (void)reason, (void)more;
  return 1;
}
