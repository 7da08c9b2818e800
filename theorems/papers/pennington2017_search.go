package papers

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/models/nets"
	"saddle/models/train"
	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/theorems/certify"
)

// A PenningtonEnd is where a search ended. The signs are proved, at the point itself, or, if it is, of the critical point near it.
type PenningtonEnd struct {
	Kind    string  `json:"kind"`
	Epsilon float64 `json:"epsilon"`
	// Gradient is ‖∇L‖, and Size ‖w‖.
	Gradient float64 `json:"gradient"`
	Size     float64 `json:"size"`
	Steps    int     `json:"steps"`
	Neg      int     `json:"neg"`
	Pos      int     `json:"pos"`
	Unsure   int     `json:"unsure"`
	// Proved says that one critical point is proved to lie near by.
	Proved bool `json:"proved"`
	// Near are others, which are proved too, of Sought searches near this one and near those found; AllSteps are the steps of all.
	Near     []PenningtonPoint `json:"near,omitempty"`
	Sought   int               `json:"sought,omitempty"`
	AllSteps int               `json:"allSteps"`
}

// A PenningtonPoint is a critical point that is proved.
type PenningtonPoint struct {
	Epsilon float64 `json:"epsilon"`
	Neg     int     `json:"neg"`
}

// points returns the number of critical points that are proved.
func (e PenningtonEnd) points() int {
	if !e.Proved {
		return 0
	}
	return 1 + len(e.Near)
}

const (
	penningtonSteps    = 90
	penningtonProgress = 1e-3
	// belowLinear and highestStart are where the ε begin and end to which descents lead: from lower ones the weights grew for as long as some 20 searches were
	// watched.
	belowLinear  = 0.05
	highestStart = 0.55
	// penningtonNear is how many critical points are sought near one, in nearSteps each, from a random point at a distance of about nearReach.
	penningtonNear = 5
	nearSteps      = 20
	nearReach      = 1.2
	// partOfGap is the part of the least |λ| that is proved to be free of eigenvalues; the rest is for how they differ in a box.
	partOfGap = 0.6
)

// search descends to a random loss and seeks a critical point from there, and some near it.
func (c PenningtonCell) search(ctx context.Context, r *rand.Rand) (PenningtonEnd, error) {
	config := c.task(r)
	net, err := models.NewMLP(config)
	if err != nil {
		return PenningtonEnd{}, err
	}
	n := float64(c.N)
	w := normalEntries(r, net.Dim(), 1/math.Sqrt(n))
	lowest := (1-float64(c.N)/float64(c.M))/2 - belowLinear
	start := train.Descend(net, w, &train.WalkOptions{Steps: 300, Floor: n * (lowest + r.Float64()*(highestStart-lowest))})
	found, err := train.FindCritical(ctx, net, start.W, &train.CriticalOptions{Steps: penningtonSteps, Progress: penningtonProgress})
	if err != nil {
		return PenningtonEnd{}, err
	}
	e := PenningtonEnd{
		Kind: found.Kind.String(), Epsilon: found.Loss / n, Gradient: found.Gradient, Size: mat.Norm(mat.NewVecDense(len(found.W), found.W), 2), Steps: found.Steps, AllSteps: found.Steps,
	}
	enclosed, err := nets.NewTanhNet(config)
	if err != nil {
		return PenningtonEnd{}, err
	}
	proof, err := penningtonProof(enclosed, found)
	if err != nil {
		return PenningtonEnd{}, err
	}
	e.Neg, e.Pos, e.Unsure, e.Proved = proof.Inertia.Neg, proof.Inertia.Pos, proof.Inertia.Zero+proof.Inertia.Unsure, proof.W != nil
	if e.Proved {
		err = e.seekNear(ctx, r, net, enclosed, proof)
	}
	return e, err
}

// penningtonProof proves a critical point near one that was found, and otherwise the signs where the search ended, without a point W.
func penningtonProof(l *nets.TanhNet, found train.Critical) (certify.Critical, error) {
	gap := math.Inf(1)
	for _, v := range found.Values {
		gap = min(gap, partOfGap*math.Abs(v))
	}
	if found.Kind == train.CriticalPoint && gap > 0 {
		proof, err := certify.CriticalPointByGap(l, found.W, gap)
		if unproved := (certify.ErrUnproved{}); !errors.As(err, &unproved) {
			return proof, err
		}
	}
	box := make([]interval.Interval, len(found.W))
	for i, x := range found.W {
		box[i] = interval.Of(x)
	}
	e, err := l.Enclose(box)
	if err != nil {
		return certify.Critical{}, err
	}
	signs, err := spectra.InertiaOf(e.Hessian)
	return certify.Critical{Inertia: signs}, err
}

// seekNear seeks critical points near the last one that was found. Those of losses in intervals that do not meet are different ones.
func (e *PenningtonEnd) seekNear(ctx context.Context, r *rand.Rand, net *models.MLP, l *nets.TanhNet, last certify.Critical) error {
	known := []certify.Critical{last}
	n := math.Sqrt(float64(net.Dim()) / 2)
	for range penningtonNear {
		w := normalEntries(r, net.Dim(), nearReach/math.Sqrt(float64(net.Dim())))
		for i := range w {
			w[i] += last.W[i]
		}
		found, err := train.FindCritical(ctx, net, w, &train.CriticalOptions{Steps: nearSteps, FollowOnly: true})
		if err != nil {
			return err
		}
		e.Sought++
		e.AllSteps += found.Steps
		if found.Kind != train.CriticalPoint {
			continue
		}
		proof, err := penningtonProof(l, found)
		if err != nil {
			return err
		}
		if proof.W == nil || !isNewPoint(known, proof) {
			continue
		}
		last, known = proof, append(known, proof)
		e.Near = append(e.Near, PenningtonPoint{found.Loss / n, proof.Inertia.Neg})
	}
	return nil
}

func isNewPoint(known []certify.Critical, p certify.Critical) bool {
	for _, k := range known {
		if !k.Loss.Intersect(p.Loss).IsEmpty() {
			return false
		}
	}
	return true
}
