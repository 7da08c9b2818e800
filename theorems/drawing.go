package theorems

import (
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// rooms are the numbers of choices that are made ready for a case: most cases
// are content with the first, and the last is the most that a case may take.
var rooms = [...]int{1 << 5, 1 << 8, 1 << 13, 1 << 18, 1 << 22}

// tries is how often a case is drawn anew that its generator rejects.
const tries = 100

// random draws the case of a key: rejected by its generator, it is drawn again
// with other random numbers.
func (r role) random(k Key) (d drawnCase) {
	rng := k.Rand()
	for range tries {
		d = r.drawn(choices(nil).more(rng, rooms[0]))
		for _, room := range rooms[1:] {
			if !d.short {
				break
			}
			d = r.drawn(d.from.more(rng, room))
		}
		if d.short {
			d.err = fmt.Errorf("a case takes more than %d choices: draw smaller ones", rooms[len(rooms)-1])
		}
		if d.err == nil || !d.rejected || d.short {
			break
		}
	}
	return d
}

// chosen draws the case that the choices make, with zeros behind them.
func (r role) chosen(c choices) (d drawnCase) {
	for _, room := range rooms {
		if d = r.drawn(slices.Concat(c, make(choices, room))); !d.short {
			break
		}
	}
	d.from = c
	return d
}

// drawn draws the case that exactly these choices make. rapid hands its T to
// fuzz functions alone, together with the choices as bytes, and writes down
// what it draws in the log of a test: the goroutine ends before it does.
func (r role) drawn(c choices) (d drawnCase) {
	d.from, d.err = c, errors.New("the generator ends its goroutine, as t.FailNow does")
	draw := rapid.Custom(func(t *rapid.T) (none struct{}) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			switch why := fmt.Sprint(p); {
			case !strings.HasPrefix(fmt.Sprintf("%T", p), "rapid."):
				d.err, d.rejected, d.short = panicked("drawing a case", p), false, false
				runtime.Goexit()
			default: // rapid's own way to give up on a case
				d.err, d.rejected = fmt.Errorf("no case can be drawn: %s", why), true
				d.short = d.short || why == "overrun" || strings.HasPrefix(why, "failed to find") && len(c) < rooms[2]
				panic(p)
			}
		}()
		d.x = r.draw(t)
		d.err, d.rejected, d.short = nil, false, false
		runtime.Goexit()
		return none
	})
	data := make([]byte, 0, 8*len(c))
	for _, x := range c {
		data = binary.LittleEndian.AppendUint64(data, x)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { recover() }() // of a T that belongs to no test; d tells what happened
		rapid.MakeFuzz(func(t *rapid.T) { draw.Draw(t, "case") })(new(testing.T), data)
	}()
	<-done
	return d
}
