// The student–teacher loss in C, as a peer: count students one after the other, or in groups
// of eight whose numbers are interleaved. Scratch is what teacherScratch in teacher.go returns.
void teacher_one(int k, int n, int d, int count, double *loss, double *g, const double *w, double *scratch);
void teacher_lanes(int k, int n, int d, int count, double *loss, double *g, const double *w, double *scratch);
