package papers

import "saddle/theorems"

var choromanska2015 = theorems.Source{
	Key:   "choromanska2015",
	Title: "Choromanska, Henaff, Mathieu, Ben Arous and LeCun 2015, The loss surfaces of multilayer networks",
	URL:   "https://arxiv.org/abs/1412.0233",
}
